"""The numbers of matcher, scorer, redaction and search, each with its reason.

Their values are in `rules.json`, once for both languages.
"""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """Counts are whole numbers; bits, shares and strengths are floats."""

    # Lines
    max_line: int  # characters of a line that are looked at
    signature_window: int  # lines that a signature of several lines spans at most
    max_tokens: int  # words of a line, or of lines joined, that are compared
    max_prefixes: int  # timestamps, levels and names taken off the front of a line, at most
    max_prefix_chars: int  # characters looked at for each of them
    max_example_words: int  # more words in quotation marks than this are a message, not an example
    frame_lines_part: int  # one in so many of the lines compared may be stack frames
    last_lines_part: int  # one in so many of the lines compared of a kind are its last ones
    wrap_width: int  # columns short of which nothing would have been wrapped
    max_wrapped_lines: int  # lines of a wrapped message that are joined
    # Templates
    max_tries: int  # places in a line at which the pieces of one template are tried, in all
    # Alignment
    example_found: float  # what an example's word proves of its weight where it is there
    example_missing: float  # what an example's word that is not there costs of its weight
    max_word_places: int  # places of one word that are looked at
    close_words: int  # words between two words of a template that still count as together
    chain_reach: int  # words back to which a chain of words may be continued
    adjacent_bonus: float  # bits for a word next to the one before it in the chain
    # Pattern matches
    compared_lines: int  # lines compared word by word
    patterns_per_line: int  # patterns compared with one line
    max_postings: int  # patterns looked at for one line, those of its rarest words first
    min_candidate_value: float  # below this a pattern is not compared
    min_candidate_share: float  # nor below this share of the best pattern's value
    min_bits: float  # information below which a partial match is none
    min_coverage: float  # share of a pattern below which a partial match is none
    whole_coverage: float  # share from which a partial match counts as whole
    widen_below: float  # coverage below which the lines that follow are looked at too
    wide_lines: int  # how many lines that makes
    wide_gain: float  # how much stronger the wider match must be
    form_min_bits: float  # information from which a template's form counts too
    mark_bits: float  # what one mark of punctuation in its place adds
    max_marks: int  # marks counted at most
    max_outside: int  # words of a line beyond which more of them make a pattern no less telling
    contiguity_share: float  # how much of the strength of a match hangs on its contiguity
    frame_strength: float  # what a match in a stack frame is worth
    # Scorer
    info_scale: float  # bits of a match at which `info` is 0.63
    second_scale: float  # likewise for a second signature
    product_scale: float  # likewise for words of the product
    title_bits: float  # added to the title's bits, so that one word of a short title is not a full share
    unique_code: float  # strength of a code that no other article shares
    long_match_bits: float  # bits beyond which a whole signature can hardly be there by chance
    whole_line_from: float  # share of a line from which `whole_line` counts
    max_logit: float  # bound of the log-odds
    # Codes
    upper_code: float  # strength of a code of capital letters
    plain_code: float  # strength of a code of two words in lower case
    code_part: float  # what each further word of it adds
    unplaced_code: float  # what a code is worth that is not where tools put codes
    family_strength: float  # strength above which a code counts for its family
    # Matcher
    head_lines: int  # lines looked at from the beginning of a long log
    tail_lines: int  # and from its end, where errors are
    context_lines: int  # lines whose words count for the product
    code_lines: int  # lines looked at for codes
    text_lines: int  # lines that full text is asked for
    text_hits: int  # articles that full text proposes
    text_terms: int  # terms that full text looks up, the rarest first
    match_confidence: float  # confidence from which an answer is a match
    candidate_confidence: float  # below this the first hit is right one time in twenty: near misses of an honest no
    exact_preference: float  # log-odds by which a match as it is written is shown rather than a nearly whole one
    capture_preference: float  # and one that captures values rather than another
    cause_confidence: float  # confidence from which an earlier error is taken for the cause of later ones
    language_words: int  # distinct words of another language in a line from which it is taken to be of that language
    likely_confidence: float  # confidence from which the first candidate, far ahead of the others, is the likely one
    sure_confidence: float  # confidence beyond which full text is not asked
    close_confidence: float  # nearer than this the second is as good as the first
    tie_confidence: float  # nearer than this to the first, with the same text, is no better or worse
    conclusive_coverage: float  # share of a pattern from which it may be called a match
    conclusive_contiguity: float  # share of its words that must be together there
    conclusive_bits: float  # information that must be there of it
    alone_coverage: float  # share of a pattern from which it may be where no other article is near
    alone_confidence: float  # confidence that it must have there
    far_behind: float  # share of the first's confidence below which another article is not near
    end_coverage: float  # share of a pattern that must be there where its beginning was cut off
    cut_bits: float  # information from which a cut signature may be called a match
    cut_explained: float  # share of the line that a cut signature must account for
    conclusive_code: float  # strength from which an article's own code may be called a match
    code_coverage: float  # share of a signature that must be there too where the code has no number
    max_hits: int  # articles in an answer
    # Redaction
    # a value of this length with a digit in it is not an everyday word: it is removed wherever else it occurs
    telling_length: int
    max_repeated: int  # such values at most
    # Full-text search
    max_term: int  # characters of a search term
    max_query: int  # characters of a query that are read
    query_terms: int  # terms of a query, the longest first
    max_found: int  # records found that are counted
    max_guesses: int  # words of a query that are corrected
    max_distance: int  # letters by which a word may differ from what was meant
    min_guessed_letters: int  # letters that a word must have to be corrected
    synonym_weight: float  # what a synonym is worth
    few_terms: int  # a query of so many terms is answered by any of them
    some_terms: int  # in a query of up to so many terms a record must hold `some_share` of them
    some_share: float  # see `some_terms`
    many_share: float  # in a longer query a record must hold this share of the terms
    text_k1: float  # how soon more of the same term adds little
    text_b: float  # how much a long field counts against a term, 0 to 1
    text_scale: int  # weights of terms are whole numbers, this much for one
    max_holding: int  # records kept of each term: of a term that more of them hold, those with its largest weights
    common_holding: int  # a term in no more records than this is looked up for a paste, however few records there are
    common_part: int  # and otherwise one in no more than one in so many records
    unknown_share: float  # what a term that no record holds counts of its rarity, where the best possible score is made
