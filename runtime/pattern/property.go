package pattern

import (
	"strings"
	"unicode"
)

// property finds what \p{text} names: a general category, a script, or a binary
// property, by long and short names (ECMA-262, tables 66 to 69). ok is false for what
// ECMAScript or package unicode does not have.
func property(text string) (s set, ok bool) {
	name, value, valued := strings.Cut(text, "=")
	if !valued {
		if s, ok := category(name); ok {
			return s, true
		}
		return binary(name)
	}
	switch name {
	case "General_Category", "gc":
		return category(value)
	case "Script", "sc", "Script_Extensions", "scx": // extensions are not in package unicode
		if table := unicode.Scripts[value]; table != nil {
			return fromTable(table), true
		}
		if table := unicode.Scripts[scriptAliases[value]]; table != nil {
			return fromTable(table), true
		}
	}
	return nil, false
}

func category(name string) (set, bool) {
	if alias, ok := unicode.CategoryAliases[name]; ok {
		name = alias
	}
	table, ok := unicode.Categories[name]
	if !ok {
		return nil, false
	}
	return fromTable(table), true
}

func categories(names ...string) set {
	var all []set
	for _, name := range names {
		s, _ := category(name)
		all = append(all, s)
	}
	return union(all...)
}

func listed(name string) set { return fromTable(unicode.Properties[name]) }

// derived are the properties that the Unicode Character Database derives from others
// (DerivedCoreProperties.txt).
var derived = map[string]func() set{
	"Any":        func() set { return of(0, lastRune) },
	"ASCII":      func() set { return of(0, unicode.MaxASCII) },
	"Assigned":   func() set { return categories("Cn").complement() },
	"Alphabetic": func() set { return union(categories("Lu", "Ll", "Lt", "Lm", "Lo", "Nl"), listed("Other_Alphabetic")) },
	"Lowercase":  lowercase,
	"Uppercase":  uppercase,
	"Cased":      func() set { return union(lowercase(), uppercase(), categories("Lt")) },
	"Math":       func() set { return union(categories("Sm"), listed("Other_Math")) },
	"ID_Start":   identifierStart,
	"XID_Start":  identifierStart,
	"ID_Continue": func() set {
		return union(identifierStart(), categories("Mn", "Mc", "Nd", "Pc"), listed("Other_ID_Continue"))
	},
	"XID_Continue": func() set {
		return union(identifierStart(), categories("Mn", "Mc", "Nd", "Pc"), listed("Other_ID_Continue"))
	},
	"Grapheme_Extend": func() set { return union(categories("Me", "Mn"), listed("Other_Grapheme_Extend")) },
	"Default_Ignorable_Code_Point": func() set {
		all := union(listed("Other_Default_Ignorable_Code_Point"), categories("Cf"), listed("Variation_Selector"))
		return all.without(union(listed("White_Space"), of(0xFFF9, 0xFFFB), of(0x13430, 0x1343F), listed("Prepended_Concatenation_Mark")))
	},
}

func lowercase() set { return union(categories("Ll"), listed("Other_Lowercase")) }
func uppercase() set { return union(categories("Lu"), listed("Other_Uppercase")) }

func identifierStart() set {
	all := union(categories("L", "Nl"), listed("Other_ID_Start"))
	return all.without(union(listed("Pattern_Syntax"), listed("Pattern_White_Space")))
}

func binary(name string) (set, bool) {
	if alias, ok := binaryAliases[name]; ok {
		name = alias
	}
	if make_, ok := derived[name]; ok {
		return make_(), true
	}
	if table, ok := emoji[name]; ok {
		return fromTable(table), true
	}
	if strings.HasPrefix(name, "Other_") { // they only serve the derived ones
		return nil, false
	}
	table, ok := unicode.Properties[name]
	if !ok {
		return nil, false
	}
	return fromTable(table), true
}

var binaryAliases = map[string]string{
	"AHex": "ASCII_Hex_Digit", "Alpha": "Alphabetic", "Bidi_C": "Bidi_Control", "DI": "Default_Ignorable_Code_Point",
	"Dep": "Deprecated", "Dia": "Diacritic", "EComp": "Emoji_Component", "EMod": "Emoji_Modifier", "EBase": "Emoji_Modifier_Base",
	"EPres": "Emoji_Presentation", "ExtPict": "Extended_Pictographic", "Ext": "Extender", "Gr_Ext": "Grapheme_Extend",
	"Hex": "Hex_Digit", "IDSB": "IDS_Binary_Operator", "IDST": "IDS_Trinary_Operator", "IDC": "ID_Continue", "IDS": "ID_Start",
	"Ideo": "Ideographic", "Join_C": "Join_Control", "LOE": "Logical_Order_Exception", "Lower": "Lowercase",
	"NChar": "Noncharacter_Code_Point", "Pat_Syn": "Pattern_Syntax", "Pat_WS": "Pattern_White_Space", "QMark": "Quotation_Mark",
	"RI": "Regional_Indicator", "STerm": "Sentence_Terminal", "SD": "Soft_Dotted", "Term": "Terminal_Punctuation",
	"UIdeo": "Unified_Ideograph", "Upper": "Uppercase", "VS": "Variation_Selector", "space": "White_Space", "XIDC": "XID_Continue",
	"XIDS": "XID_Start",
}

// scriptAliases are the short names (ISO 15924) of the scripts that patterns name most.
var scriptAliases = map[string]string{
	"Arab": "Arabic", "Armn": "Armenian", "Beng": "Bengali", "Bopo": "Bopomofo", "Cyrl": "Cyrillic", "Deva": "Devanagari",
	"Ethi": "Ethiopic", "Geor": "Georgian", "Grek": "Greek", "Gujr": "Gujarati", "Guru": "Gurmukhi", "Hang": "Hangul", "Hani": "Han",
	"Hebr": "Hebrew", "Hira": "Hiragana", "Kana": "Katakana", "Khmr": "Khmer", "Knda": "Kannada", "Laoo": "Lao", "Latn": "Latin",
	"Mlym": "Malayalam", "Mong": "Mongolian", "Mymr": "Myanmar", "Orya": "Oriya", "Sinh": "Sinhala", "Taml": "Tamil", "Telu": "Telugu",
	"Thai": "Thai", "Tibt": "Tibetan", "Zinh": "Inherited", "Zyyy": "Common",
}
