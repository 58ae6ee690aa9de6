"""How wide the columns of a table are, out of their words. Both makers of files use it: pandoc knows
no widths, and WeasyPrint sets every cell twice more to find them by itself."""
import re

LONGEST_WORD = 16     # letters that are kept on one line
LETTER, MARGINS = 95, 230    # twentieths of a point, of the small print of tables


def columns(rows, width):
    """rows: lists of the texts of cells. Columns share the width by how much their cells hold, none
    too narrow for its words; the sum is about the width."""
    sums, words = [], []
    for row in rows:
        for at, text in enumerate(row):
            sums += [0.0] * (at + 1 - len(sums))
            words += [0] * (at + 1 - len(words))
            sums[at] = max(sums[at], min(len(text), 120) ** 0.7)
            words[at] = max(words[at], *(len(word) for word in re.split(r"[\s\u200c]", text)))
    least = [LETTER * min(longest, LONGEST_WORD) + MARGINS for longest in words] or [width]
    left = max(width - sum(least), 0)
    return [round((narrow + left * share / (sum(sums) or 1)) * min(1, width / sum(least)))
            for narrow, share in zip(least, sums or [1])]
