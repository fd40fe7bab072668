import { pick, several, type Random } from '../../random.ts';

/** What a function takes, a letter for each argument: see `argument`. The last of those with `*` stands any number of times. */
const SIGNATURES = `
abbrev:is abbrevboth:iis add:n* add1:n add1f:n addf:n* adler32sum:s all:a* any:a* append:la atoi:s b32dec:s b32enc:s
b64dec:s b64enc:s base:s biggest:nn* camelcase:s cat:a* ceil:n chunk:Il clean:s coalesce:a* compact:l concat:l*
contains:ss deepCopy:m deepEqual:aa default:aa dict:sasa dig:ssam dir:s div:nn divf:nn empty:a eq:ss ext:s first:l
float64:a floor:n fromJson:s fromJsonArray:s fromToml:s fromYaml:s fromYamlArray:s ge:ii get:ms gt:ii has:al hasKey:ms
hasPrefix:ss hasSuffix:ss html:a indent:is index:lI initial:l initials:s int:a int64:a isAbs:s join:sl js:a kebabcase:s
kindIs:ka kindOf:a last:l le:ii len:l list:a* lower:s lt:ii max:nn* maxf:nn merge:mm mergeOverwrite:mm min:nn* minf:nn mod:nn
mul:nn* mulf:nn mustAppend:la mustFromJson:s mustRegexMatch:rs mustToJson:a mustUniq:l ne:ss nindent:is nospace:s not:a
omit:ms or:aa and:aa osBase:s pick:ms pluck:sm plural:ssi prepend:la print:a* printf:fa printf:faa println:a quote:a* regexFind:rs
regexFindAll:rsi regexMatch:rs regexQuoteMeta:s regexReplaceAll:rss regexReplaceAllLiteral:rss regexSplit:rsi repeat:Is
replace:sss required:sa rest:l reverse:l round:ni semver:v semverCompare:cv seq:I seq:II sha1sum:s sha256sum:s slice:lI
snakecase:s sortAlpha:l split:ss splitList:ss splitn:sIs squote:a* sub:nn subf:nn substr:iis swapcase:s ternary:aab title:s
toDecimal:a toJson:a toPrettyJson:a toRawJson:a toString:a toStrings:l toToml:m toYaml:a toYamlPretty:a trim:s trimAll:ss
trimPrefix:ss trimSuffix:ss trunc:is typeIs:ta typeIsLike:ta typeOf:a uniq:l until:I untilStep:III untitle:s upper:s
urlParse:u urlquery:a without:la wrap:Is wrapWith:Iss set:msa unset:ms tpl:Td include:h. toDate:ss duration:n durationRound:s
lookup:ssss fail:s urlJoin:m mustDeepCopy:m mustSlice:lII mustWithout:la mustHas:al mustFirst:l mustToToml:m`;

const FUNCTIONS: readonly (readonly [name: string, takes: string])[] = SIGNATURES.trim()
  .split(/\s+/)
  .map((each) => each.split(':') as [string, string]);

const TEXTS = [
  '',
  'a',
  'b',
  'shop',
  'Hello Wörld',
  'a,b,c',
  'x: 1',
  '{\\"a\\": [1, null]}',
  '- 1',
  '1.2.3',
  '8080',
  '  pad ',
  'two\\nlines',
  "it's",
  '\\"q\\"',
  '/etc/app.yaml',
  'true',
  'null',
  '1e3',
  '0x1F',
  '日本',
  '#c',
  '%d',
];
const NUMBERS = [
  '0',
  '1',
  '2',
  '-1',
  '3',
  '10',
  '2.5',
  '-0.5',
  '1e3',
  '1e21',
  '123456789',
  '0.1',
  "'c'",
  '0x1F',
];
const REGEXES = [
  '[a-z]+',
  '^a',
  '(x*)b',
  '[',
  '\\\\d+',
  '',
  '(?i)H',
  '[^,]',
  '\\\\.',
  '(a)(b)?',
  '\\\\pL',
  '$',
];
const FORMATS = [
  '%s',
  '%d',
  '%v',
  '%q',
  '%5s|',
  '%-5v|',
  '%05d',
  '%.2f',
  '%x',
  '%T',
  '%t',
  '%s-%v',
  '%v %v',
  '%%',
  '%+v',
  '%#v',
  '%e',
];
const KINDS = ['map', 'slice', 'string', 'int', 'float64', 'bool', 'invalid', 'int64'];
const TYPES = [
  'string',
  'float64',
  'int',
  'bool',
  '[]interface {}',
  'map[string]interface {}',
  'common.Values',
  '[]string',
];
const CONSTRAINTS = [
  '>=1.2.0',
  '^1',
  '~1.2',
  '>1 <3',
  '1.x || 2.x',
  '*',
  '>=1.19-0',
  'bad',
  '!=1.2.3',
  '1.2.0 - 1.3',
];
const VERSIONS = ['1.2.3', 'v1.34.0', '1.2', '2.0.0-rc.1', '1.2.3+b5', 'x', ''];
const URLS = ['https://u:p@h:8080/p%20q?x=1#f', 'h', '', '//h/p', 'mailto:a@b', 'http://[::1]/'];
const TEMPLATES = [
  '{{ .Values.name }}',
  '{{ . }}',
  '',
  '{{ include \\"h1\\" . }}',
  '{{ range $i, $x := .Values.list }}{{ $i }}={{ $x }} {{ end }}',
  '{{ .Values.a.b.c }}',
  '{{ bad }}',
];

/** What a chart's templates read: the values that every chart has, and what of them is odd. */
const PATHS = [
  'name',
  'text',
  'empty',
  'none',
  'port',
  'ratio',
  'big',
  'flag',
  'list',
  'items',
  'map',
  'map.a',
  'map.b',
  'labels',
  'missing',
  'image.tag',
  'image',
  'global',
  'global.env',
  'mixed',
  'odd',
  'sub1',
];
const WILD_PATHS = ['missing.deep', 'odd.x', 'sub1.name'];
const TYPED: ReadonlyMap<string, readonly string[]> = new Map([
  ['s', ['name', 'text', 'empty', 'image.tag']],
  ['l', ['list', 'items', 'mixed']],
  ['m', ['map', 'labels', 'image', 'global', 'map.a']],
  ['n', ['port', 'ratio', 'big']],
  ['b', ['flag']],
]);

const OBJECTS = [
  '.Release.Name',
  '.Release.IsInstall',
  '.Release.Revision',
  '.Chart.Name',
  '.Chart.Version',
  '.Chart',
  '.Capabilities.KubeVersion',
  '.Capabilities.KubeVersion.Minor',
  '.Template.Name',
  '.Files',
  '.Capabilities.APIVersions',
  '.Chart.Dependencies',
  '.Values',
];

/** These fail for most of what they are given. */
const STRICT: ReadonlySet<string> = new Set(
  'fail fromJson mustFromJson mustRegexMatch slice semver mustSlice include tpl index urlJoin repeat wrap substr regexFind regexReplaceAll regexSplit'.split(
    ' ',
  ),
);

/**
 * Writes expressions; `root` is what stands before `.Values`: `$` where dot is something else. Where it is not wild,
 * arguments are of the right type, so that more is rendered before something fails.
 */
export class Expressions {
  readonly #r: Random;
  readonly #wild: boolean;
  readonly root: string;

  constructor(r: Random, wild: boolean, root = '') {
    this.#r = r;
    this.#wild = wild;
    this.root = root;
  }

  under(root: string): Expressions {
    return new Expressions(this.#r, this.#wild, root);
  }

  pipeline(depth: number): string {
    const r = this.#r;
    const commands = [this.#first(depth)];
    while (r(this.#wild ? 3 : 6) === 0) commands.push(this.#call(depth, true));
    return commands.join(' | ');
  }

  #first(depth: number): string {
    return this.#r(3) === 0 ? this.value() : this.#call(depth, false);
  }

  /** In a pipe the last argument is the value before it. */
  #call(depth: number, piped: boolean): string {
    const [name, takes] = this.#function(piped);
    const isVariadic = takes.endsWith('*');
    const letters = [...takes.replace('*', '')];
    if (isVariadic) letters.push(...several(this.#r, 2, () => letters.at(-1)!));
    if (piped) letters.pop();
    if (this.#wild && this.#r(40) === 0) letters.push('a');
    if (this.#wild && this.#r(40) === 0) letters.pop();
    return [name, ...letters.map((letter) => this.#argument(letter, depth))].join(' ');
  }

  #function(piped: boolean): (typeof FUNCTIONS)[number] {
    for (;;) {
      const found = pick(this.#r, FUNCTIONS);
      const [name, takes] = found;
      const takesAnything = /[an][*]?$/.test(takes);
      if (this.#wild || (!STRICT.has(name) && (!piped || takesAnything))) return found;
    }
  }

  #argument(letter: string, depth: number): string {
    const r = this.#r;
    if (this.#wild && r(14) === 0) return this.#any(depth);
    if (depth > 0 && r(5) === 0 && (this.#wild || 'an'.includes(letter)))
      return `(${this.pipeline(depth - 1)})`;
    switch (letter) {
      case 's':
        return r(2) === 0 ? this.#path('s') : text(pick(r, TEXTS));
      case 'i':
        return pick(r, ['0', '1', '2', '5', '-1', '10']);
      case 'I':
        return pick(r, ['0', '1', '2', '3']);
      case 'n':
        return r(2) === 0 ? this.#path('n') : pick(r, this.#wild ? NUMBERS : NUMBERS.slice(1));
      case 'b':
        return r(2) === 0 ? this.#path('b') : pick(r, ['true', 'false']);
      case 'l':
        return r(3) === 0 ? `(list ${several(r, 3, () => this.#any(0)).join(' ')})` : this.#path('l');
      case 'm':
        return r(3) === 0 ? `(dict "a" ${this.#any(0)} "b" ${this.#any(0)})` : this.#path('m');
      default:
        return this.#constant(letter) ?? this.#any(depth);
    }
  }

  #constant(letter: string): string | undefined {
    const r = this.#r;
    const texts = new Map<string, readonly string[]>([
      ['r', REGEXES],
      ['f', FORMATS],
      ['k', KINDS],
      ['t', TYPES],
      ['c', CONSTRAINTS],
      ['v', VERSIONS],
      ['u', URLS],
      ['T', TEMPLATES],
      ['h', ['h1', 'h2', 'h3', 'h3', 'missing']],
    ]).get(letter);
    if (texts !== undefined) return text(pick(r, texts));
    return letter === '.' || letter === 'd' ? this.root || '.' : undefined;
  }

  #any(depth: number): string {
    const r = this.#r;
    switch (r(depth > 0 ? 8 : 6)) {
      case 0:
        return text(pick(r, TEXTS));
      case 1:
        return pick(r, NUMBERS);
      case 2:
        return pick(r, ['true', 'false', 'nil', 'list', 'dict', '""']);
      case 3:
      case 4:
      case 5:
        return this.value();
      default:
        return `(${this.pipeline(depth - 1)})`;
    }
  }

  value(): string {
    const r = this.#r;
    if (r(8) === 0) return this.root + pick(r, OBJECTS);
    return `${this.root}.Values.${pick(r, this.#wild ? [...PATHS, ...WILD_PATHS] : PATHS)}`;
  }

  /** What `range` takes. */
  collection(depth: number): string {
    return this.#wild ? this.pipeline(depth) : pick(this.#r, [this.#path('l'), this.#path('m'), '(until 3)']);
  }

  #path(letter: string): string {
    return `${this.root}.Values.${pick(this.#r, TYPED.get(letter)!)}`;
  }
}

function text(content: string): string {
  return `"${content}"`;
}
