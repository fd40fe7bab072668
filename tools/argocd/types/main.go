// Command types writes what Argo CD's Application, ApplicationSet and AppProject are made of, as TypeScript:
//
//	go run ./types > ../../src/argocd/generated/types.ts
//
// The names, the JSON forms and the strategic merge patches are those of the Go types of the module in go.mod; what is
// required, and which values are allowed, say the CustomResourceDefinitions of the same module.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"sort"
	"strings"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
	"sigs.k8s.io/yaml"
)

const module = "github.com/argoproj/argo-cd/v3"

// A field of a type; what is empty is not written.
type field struct {
	// A scalar, `any`, `object` or another type; before it `[]` for a list and `{}` for a map of them.
	Type string `json:"type"`
	// encoding/json always writes it.
	Always bool `json:"always,omitempty"`
	// Zero is written too: it is another thing than nothing.
	Pointer   bool   `json:"pointer,omitempty"`
	Required  bool   `json:"required,omitempty"`
	Enum      []any  `json:"enum,omitempty"`
	Pattern   string `json:"pattern,omitempty"`
	MinLength int64  `json:"minLength,omitempty"`
	MaxLength int64  `json:"maxLength,omitempty"`
	// A list that a strategic merge patch merges: by this key, or by its values where that is empty.
	MergeKey *string `json:"mergeKey,omitempty"`
}

type table map[string]map[string]field

func main() {
	all := table{}
	for kind, sample := range map[string]any{
		"application":    v1alpha1.Application{},
		"applicationset": v1alpha1.ApplicationSet{},
		"appproject":     v1alpha1.AppProject{},
	} {
		all.add(reflect.TypeOf(sample), schemaOf(kind))
	}
	// The controller reads these out of any JSON.
	all.add(reflect.TypeOf(v1alpha1.NestedMatrixGenerator{}), nil)
	all.add(reflect.TypeOf(v1alpha1.NestedMergeGenerator{}), nil)
	fmt.Print(all.text())
}

// The definition's only version.
func schemaOf(kind string) *apiextensionsv1.JSONSchemaProps {
	folder, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", module).Output()
	check(err)
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(folder)), "manifests", "crds", kind+"-crd.yaml"))
	check(err)
	var definition apiextensionsv1.CustomResourceDefinition
	check(yaml.Unmarshal(data, &definition))
	return definition.Spec.Versions[0].Schema.OpenAPIV3Schema
}

// Types with a JSON form of their own.
var special = map[reflect.Type]string{
	reflect.TypeOf(metav1.Time{}):                   "string",
	reflect.TypeOf(metav1.FieldsV1{}):               "any",
	reflect.TypeOf(intstr.IntOrString{}):            "integer or string",
	reflect.TypeOf(runtime.RawExtension{}):          "object",
	reflect.TypeOf(apiextensionsv1.JSON{}):          "any",
	reflect.TypeOf(v1alpha1.ApplicationStatus{}):    "any",
	reflect.TypeOf(v1alpha1.ApplicationSetStatus{}): "any",
	reflect.TypeOf(v1alpha1.AppProjectStatus{}):     "any",
}

// What stands in a nested generator as any JSON.
var nested = map[string]string{"Matrix": "NestedMatrixGenerator", "Merge": "NestedMergeGenerator"}

// The type's name; it and all that it is made of are in the table then.
func (t table) add(kind reflect.Type, schema *apiextensionsv1.JSONSchemaProps) string {
	if name := special[kind]; name != "" {
		return name
	}
	switch kind.Kind() {
	case reflect.Pointer:
		return t.add(kind.Elem(), schema)
	case reflect.Slice:
		return "[]" + t.add(kind.Elem(), itemOf(schema))
	case reflect.Map:
		return "{}" + t.add(kind.Elem(), valueOf(schema))
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Int32, reflect.Int64:
		return "integer"
	case reflect.Struct:
		t.addStruct(kind, schema)
		return kind.Name()
	}
	panic("unknown kind of " + kind.String())
}

func (t table) addStruct(kind reflect.Type, schema *apiextensionsv1.JSONSchemaProps) {
	fields, known := t[kind.Name()]
	if !known {
		fields = map[string]field{}
		t[kind.Name()] = fields
	} else if schema == nil {
		return
	}
	t.addFields(kind, schema, fields)
}

func (t table) addFields(kind reflect.Type, schema *apiextensionsv1.JSONSchemaProps, fields map[string]field) {
	for index := range kind.NumField() {
		one := kind.Field(index)
		name, options, _ := strings.Cut(one.Tag.Get("json"), ",")
		if strings.Contains(options, "inline") || one.Anonymous && name == "" {
			t.addInline(one.Type, schema, fields)
			continue
		}
		if name == "-" || name == "" {
			continue
		}
		// A nested generator may hold itself: what is known is not looked at again, unless a schema says more of it.
		known, isKnown := fields[name]
		below := propertyOf(schema, name)
		if isKnown && below == nil {
			continue
		}
		if !isKnown {
			fields[name] = field{}
		}
		made := fieldOf(one, options, schema, name)
		made.Type = t.add(one.Type, below)
		if kind.Name() == "ApplicationSetNestedGenerator" && nested[one.Name] != "" {
			made.Type = nested[one.Name]
		}
		if isKnown && known.Type != "" && known.constraints() != (field{}).constraints() && known.constraints() != made.constraints() {
			panic(fmt.Sprintf("%s.%s is defined in two ways: %s and %s", kind, name, known.constraints(), made.constraints()))
		}
		fields[name] = made
	}
}

// What an embedded pointer holds is not there where the pointer is nil.
func (t table) addInline(kind reflect.Type, schema *apiextensionsv1.JSONSchemaProps, fields map[string]field) {
	if kind.Kind() != reflect.Pointer {
		t.addFields(kind, schema, fields)
		return
	}
	optional := map[string]field{}
	t.addFields(kind.Elem(), schema, optional)
	for name, one := range optional {
		one.Always, one.Pointer = false, true
		fields[name] = one
	}
}

func (f field) constraints() string {
	return fmt.Sprint(f.Required, f.Enum, f.Pattern, f.MinLength, f.MaxLength)
}

func fieldOf(one reflect.StructField, options string, schema *apiextensionsv1.JSONSchemaProps, name string) field {
	omitted := strings.Contains(options, "omitempty") || strings.Contains(options, "omitzero")
	made := field{
		Always:  !omitted || one.Type.Kind() == reflect.Struct && !strings.Contains(options, "omitzero"),
		Pointer: one.Type.Kind() == reflect.Pointer,
	}
	strategies := strings.Split(one.Tag.Get("patchStrategy"), ",")
	for _, strategy := range strategies {
		if strategy == "merge" && one.Type.Kind() == reflect.Slice {
			key := one.Tag.Get("patchMergeKey")
			made.MergeKey = &key
		}
		if strategy == "retainKeys" {
			panic(fmt.Sprintf("%s: no type had retainKeys so far", one.Name))
		}
	}
	if schema == nil {
		return made
	}
	for _, required := range schema.Required {
		made.Required = made.Required || required == name
	}
	if below := propertyOf(schema, name); below != nil {
		made.Pattern = below.Pattern
		if below.MinLength != nil {
			made.MinLength = *below.MinLength
		}
		if below.MaxLength != nil {
			made.MaxLength = *below.MaxLength
		}
		for _, value := range below.Enum {
			var decoded any
			check(json.Unmarshal(value.Raw, &decoded))
			made.Enum = append(made.Enum, decoded)
		}
	}
	return made
}

func propertyOf(schema *apiextensionsv1.JSONSchemaProps, name string) *apiextensionsv1.JSONSchemaProps {
	if schema == nil {
		return nil
	}
	if below, ok := schema.Properties[name]; ok {
		return &below
	}
	return nil
}

func itemOf(schema *apiextensionsv1.JSONSchemaProps) *apiextensionsv1.JSONSchemaProps {
	if schema == nil || schema.Items == nil {
		return nil
	}
	return schema.Items.Schema
}

func valueOf(schema *apiextensionsv1.JSONSchemaProps) *apiextensionsv1.JSONSchemaProps {
	if schema == nil || schema.AdditionalProperties == nil {
		return nil
	}
	return schema.AdditionalProperties.Schema
}

func (t table) text() string {
	var out bytes.Buffer
	out.WriteString("/** Written by tools/argocd/types from Argo CD's own types and CustomResourceDefinitions: change nothing here. */\n")
	out.WriteString("import type { TypeTable } from '../type-table.ts';\n\nexport const TYPES: TypeTable = {\n")
	for _, name := range sortedKeys(t) {
		fmt.Fprintf(&out, "  %s: {\n", name)
		for _, key := range sortedKeys(t[name]) {
			data, err := json.Marshal(t[name][key])
			check(err)
			fmt.Fprintf(&out, "    %s: %s,\n", key, data)
		}
		out.WriteString("  },\n")
	}
	out.WriteString("};\n")
	return out.String()
}

func sortedKeys[V any](all map[string]V) []string {
	keys := make([]string, 0, len(all))
	for key := range all {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
