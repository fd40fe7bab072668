module plimsoll/tools/gotemplate

go 1.26
