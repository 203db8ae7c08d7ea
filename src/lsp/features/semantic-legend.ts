/** The kinds of semantic tokens, in the order in which they are numbered for the client. */
export const semanticTokenTypes = ["function", "class", "property", "variable", "enumMember", "parameter", "type"] as const;
export const semanticTokenModifiers = ["declaration", "defaultLibrary"] as const;
