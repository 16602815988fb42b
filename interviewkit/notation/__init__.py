"""The grammar of a note line: prose first, and what ends it may mark it. Pure; no line is an error.

`reading` takes a line apart, `writing` puts it together, `completing` guesses its rest; `lines` is what a line can be.

    line     = "?" | "?" question | "/" command rest | [speaker ": "] words run
    words    = prose | quotation | "[" observation "]"
    run      = { marker | near miss }, as long as possible, up to the line's end
    marker   = "#" tag [severity] | ("+" | "-" | "=") item | "~" evidence | "&" label | "*" | "//"
             | ("by:" | "takes:") value                     a value with blanks stands in quotation marks

Tokens are what blanks separate. A token that a rule reads is a marker; one that begins as a marker does (a sign and
a letter, or `by:`, `takes:` and anything) and that no rule reads is a near miss; any other is a word, and ends the
run. A near miss stays where it stood in the prose, with a hint; where a line is nothing but markers it marks nothing.
The run counts if it holds a tag, if its markers are only steps (`by:`, `takes:`: they make it a process), or if the
line is nothing else; a run that does not count is prose, byte for byte. Capitals do not matter in markers. A marker
that is taken out takes the blanks before it along (those after it where no prose comes before), nothing else goes. Of
two markers that exclude each other the last counts, with a hint. A line of nothing but near misses marks nothing and
is no prose, unless one begins with a dash. Markers before the run stay text, with a hint.
"""
