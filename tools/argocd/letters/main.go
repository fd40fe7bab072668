// Command letters writes what Argo CD makes of letters beyond ASCII in the slug of a branch's name, as TypeScript:
//
//	go run ./letters > ../../src/argocd/generated/letters.ts
//
// The letters of alphabets and syllabaries are among them, with tabs between them; of the thousands of Chinese and Korean characters there are none.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/gosimple/unidecode"
)

// First and last of each range of the Unicode Standard.
var ranges = [][2]rune{{0x00a0, 0x07ff}, {0x0900, 0x17ff}, {0x1e00, 0x214f}, {0x3040, 0x30ff}, {0xfb00, 0xfb4f}, {0xff01, 0xff5e}}

func main() {
	fmt.Println("/** Written by tools/argocd/letters from github.com/gosimple/unidecode: change nothing here. */")
	fmt.Println("export const LETTERS: readonly (readonly [first: number, texts: string])[] = [")
	for _, one := range ranges {
		texts := []string{}
		for letter := one[0]; letter <= one[1]; letter++ {
			texts = append(texts, unidecode.Unidecode(string(letter)))
		}
		line, err := json.Marshal(strings.Join(texts, "\t"))
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Printf("  [0x%x, %s],\n", one[0], line)
	}
	fmt.Println("];")
}
