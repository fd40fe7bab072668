import { isBlank, isBreak, isBreakOrEnd } from './character.ts';

/** A place in the text that moves on. Columns and offsets are in UTF-16 code units. */
export class Cursor {
  readonly text: string;
  at: number;
  line = 0;
  lineStart: number;

  constructor(text: string) {
    this.text = text;
    this.at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    this.lineStart = this.at;
  }

  get column(): number {
    return this.at - this.lineStart;
  }

  /** The character `ahead` of here; 0 behind the end. */
  code(ahead = 0): number {
    const index = this.at + ahead;
    return index < this.text.length ? this.text.charCodeAt(index) : 0;
  }

  skipBlanks(): void {
    while (isBlank(this.code())) this.at += 1;
  }

  /** To the end of the line, if a comment begins here. */
  skipComment(): void {
    if (this.code() === 0x23) while (!isBreakOrEnd(this.code())) this.at += 1;
  }

  /** Over one line break, which reads as the returned text; '' where there is none. */
  readBreak(): string {
    const code = this.code();
    if (!isBreak(code)) return '';
    this.at += code === 0x0d && this.code(1) === 0x0a ? 2 : 1;
    this.lineStart = this.at;
    this.line += 1;
    return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : '\n';
  }

  /** `---` or `...` at the start of a line, with a blank or the end behind it. */
  isDocumentIndicator(): boolean {
    if (this.at !== this.lineStart) return false;
    const code = this.code();
    if ((code !== 0x2d && code !== 0x2e) || this.code(1) !== code || this.code(2) !== code) return false;
    const behind = this.code(3);
    return isBlank(behind) || isBreakOrEnd(behind);
  }
}
