// Command gotemplate answers a table of template cases with Go's own text/template.
//
// It reads a JSON array of cases from standard input and writes a JSON array of answers to standard output, in the
// same order. What a case may hold is in `testCase`; `decode` tells how data stands for Go values that JSON lacks.
package main

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"text/template"
	"unicode/utf8"
)

type testCase struct {
	Name string `json:"name"`
	// The template that is executed is called "main".
	Text string `json:"text"`
	// Texts that are parsed before it, each a pair of name and text.
	Before     [][2]string `json:"before,omitempty"`
	Data       any         `json:"data,omitempty"`
	MissingKey string      `json:"missingKey,omitempty"`
	Delimiters [2]string   `json:"delimiters,omitempty"`
}

type answer struct {
	Name   string  `json:"name"`
	Output *string `json:"output,omitempty"`
	// Instead of `output` where that is not UTF-8.
	OutputHex string `json:"outputHex,omitempty"`
	Error     string `json:"error,omitempty"`
	// "parse" or "execute".
	Phase string `json:"phase,omitempty"`
}

func main() {
	var cases []testCase
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	answers := make([]answer, 0, len(cases))
	for _, c := range cases {
		answers = append(answers, run(c))
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(answers); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(c testCase) answer {
	out := answer{Name: c.Name}
	set := template.New("gotpl").Delims(c.Delimiters[0], c.Delimiters[1])
	if c.MissingKey != "" {
		set.Option("missingkey=" + c.MissingKey)
	}
	set.Funcs(functions(set, c.MissingKey))
	for _, text := range append(c.Before, [2]string{"main", c.Text}) {
		if _, err := set.New(text[0]).Parse(text[1]); err != nil {
			out.Error, out.Phase = err.Error(), "parse"
			return out
		}
	}
	var buffer strings.Builder
	if err := set.ExecuteTemplate(&buffer, "main", decode(c.Data)); err != nil {
		out.Error, out.Phase = err.Error(), "execute"
		return out
	}
	text := buffer.String()
	if utf8.ValidString(text) {
		out.Output = &text
	} else {
		out.OutputHex = hex.EncodeToString([]byte(text))
	}
	return out
}

// Thing is a struct with fields and methods.
type Thing struct {
	Name   string
	Labels map[string]any
}

func (t Thing) String() string                { return "Thing(" + t.Name + ")" }
func (t Thing) Upper() string                 { return strings.ToUpper(t.Name) }
func (t Thing) Join(sep string, n int) string { return t.Name + sep + strconv.Itoa(n) }
func (t Thing) All(parts ...string) string    { return strings.Join(parts, t.Name) }
func (t Thing) Fail() (string, error)         { return "", errors.New("thing failed") }

// Bag is a map with a method, Names a slice with one.
type Bag map[string]any

func (b Bag) Size() int { return len(b) }

type Names []any

func (n Names) First() any { return n[0] }

// decode makes Go values of JSON: an object with one key that begins with $ stands for what JSON cannot say.
func decode(value any) any {
	switch value := value.(type) {
	case []any:
		list := make([]any, len(value))
		for i, element := range value {
			list[i] = decode(element)
		}
		return list
	case map[string]any:
		if len(value) == 1 {
			for key, inner := range value {
				if strings.HasPrefix(key, "$") {
					return special(key[1:], inner)
				}
			}
		}
		object := make(map[string]any, len(value))
		for key, element := range value {
			object[key] = decode(element)
		}
		return object
	default:
		return value
	}
}

// special decodes {"$int": "5"} (every integer type, as a string), {"$float": "NaN"}, {"$hex": "ff"} (a string of
// bytes), {"$thing": "name"}, {"$bag": "x"} and {"$names": "x"}.
func special(kind string, value any) any {
	text, _ := value.(string)
	signed, _ := strconv.ParseInt(text, 10, 64)
	unsigned, _ := strconv.ParseUint(text, 10, 64)
	switch kind {
	case "int":
		return int(signed)
	case "int8":
		return int8(signed)
	case "int16":
		return int16(signed)
	case "int32":
		return int32(signed)
	case "int64":
		return signed
	case "uint":
		return uint(unsigned)
	case "uint8":
		return uint8(unsigned)
	case "uint16":
		return uint16(unsigned)
	case "uint32":
		return uint32(unsigned)
	case "uint64":
		return unsigned
	case "float":
		number, _ := strconv.ParseFloat(text, 64)
		if text == "-0" {
			return math.Copysign(0, -1)
		}
		return number
	case "hex":
		bytes, _ := hex.DecodeString(text)
		return string(bytes)
	case "bag":
		return Bag{"key": text, "nested": map[string]any{"a": 1.0}}
	case "names":
		return Names{text, 2.0}
	case "thing":
		return Thing{Name: text, Labels: map[string]any{"app": text}}
	}
	panic("unknown kind " + kind)
}

// functions are those that the other side defines too, one for each kind of parameter.
func functions(set *template.Template, missingKey string) template.FuncMap {
	return template.FuncMap{
		"takesString": func(s string) string { return "<" + s + ">" },
		"takesBool":   func(b bool) bool { return !b },
		"takesInt":    func(i int) int { return i + 1 },
		"takesInt64":  func(i int64) int64 { return i + 1 },
		"takesFloat":  func(f float64) float64 { return f / 2 },
		"takesMap":    func(m map[string]any) int { return len(m) },
		"takesList":   func(l []any) int { return len(l) },
		"takesAny":    func(v any) any { return v },
		"stringInt":   func(s string, i int) string { return fmt.Sprint(s, i) },
		"joined":      func(sep string, parts ...string) string { return strings.Join(parts, sep) },
		"nothing":     func() string { return "" },
		"list":        func(values ...any) []any { return values },
		"dict":        dict,
		"quote":       func(v any) string { return strconv.Quote(fmt.Sprint(v)) },
		"default":     func(fallback, v any) any { return orDefault(fallback, v) },
		"fail":        func(reason string) (string, error) { return "", errors.New(reason) },
		"include":     func(name string, data any) (string, error) { return include(set, name, data) },
		"tpl":         func(text string, data any) (string, error) { return tpl(set, missingKey, text, data) },
	}
}

func dict(values ...any) map[string]any {
	result := map[string]any{}
	for i := 0; i+1 < len(values); i += 2 {
		result[fmt.Sprint(values[i])] = values[i+1]
	}
	return result
}

func orDefault(fallback, value any) any {
	if truth, _ := template.IsTrue(value); truth {
		return value
	}
	return fallback
}

func include(set *template.Template, name string, data any) (string, error) {
	var buffer strings.Builder
	err := set.ExecuteTemplate(&buffer, name, data)
	return buffer.String(), err
}

// tpl executes a text with a copy of the set, as Helm's function of that name does.
func tpl(set *template.Template, missingKey, text string, data any) (string, error) {
	clone, err := set.Clone()
	if err != nil {
		return "", err
	}
	if missingKey != "" {
		clone.Option("missingkey=" + missingKey)
	}
	clone.Funcs(functions(clone, missingKey))
	parsed, err := clone.New(set.Name()).Parse(text)
	if err != nil {
		return "", fmt.Errorf("cannot parse template %q: %w", text, err)
	}
	var buffer strings.Builder
	if err := parsed.Execute(&buffer, data); err != nil {
		return "", fmt.Errorf("error during tpl function execution for %q: %w", text, err)
	}
	return buffer.String(), nil
}
