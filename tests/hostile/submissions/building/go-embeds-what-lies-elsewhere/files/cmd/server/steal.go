package main

import _ "embed"

//go:embed ../../../../../etc/shadow
var stolen string
