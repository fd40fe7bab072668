/**
 * Go's, Sprig's and Helm's functions and methods that change nothing, and answer the same for the same arguments. Those
 * that are missing here are called all the same; only nothing that used them is remembered.
 */
export const PURE_FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'abbrev add add1 addf all and any append atoi b32dec b32enc b64dec b64enc base camelcase cat ceil clean coalesce ' +
    'compact concat contains deepCopy deepEqual default dict dig dir div divf duration empty eq ext fail first float64 ' +
    'floor fromJson fromJsonArray fromYaml fromYamlArray ge get gt has hasKey hasPrefix hasSuffix html include indent ' +
    'index initial initials int int64 isAbs join js kebabcase keys kindIs kindOf last le len list lookup lower lt max ' +
    'min mod mul mulf ne nindent nospace not omit or osBase osDir osExt pick pluck plural prepend print printf println ' +
    'quote regexFind regexFindAll regexMatch regexQuoteMeta regexReplaceAll regexReplaceAllLiteral regexSplit repeat ' +
    'replace required rest reverse round semver semverCompare seq sha1sum sha256sum sha512sum slice snakecase sortAlpha ' +
    'split splitList splitn squote sub subf substr swapcase ternary title toDecimal toJson toPrettyJson toRawJson ' +
    'toString toStrings toToml toYaml toYamlPretty tpl trim trimAll trimPrefix trimSuffix trunc tuple typeIs typeIsLike ' +
    'typeOf uniq until untilStep untitle upper urlParse urlquery values without wrap wrapWith ' +
    'mustAppend mustCompact mustDeepCopy mustFirst mustHas mustInitial mustLast mustPrepend mustRegexFind ' +
    'mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral mustRegexSplit mustRest mustReverse mustSlice ' +
    'mustToJson mustToPrettyJson mustToRawJson mustToYaml mustUniq mustWithout ' +
    'AsConfig AsSecrets Get GetBytes Glob Has Lines'
  ).split(' '),
);
