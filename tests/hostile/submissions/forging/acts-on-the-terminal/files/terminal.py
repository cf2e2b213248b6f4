import sys

TRICKS = {
    "title": "\x1b]0;owned\x07",
    "link": "\x1b]8;;http://example.invalid/\x1b\\click here\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;cm0gLXJmIH4=\x07",
    "clear": "\x1b[2J\x1b[3J\x1b[H\x1bc",
    "screen": "\x1b[?1049h\x1b[?1000h\x1b[?2004h",
    "keys": "\x1bP+q544e\x1b\\\x1b[6n\x1b[c",
    "c1": "\x9b2J\x9d0;owned\x9c\x90",
    "back": "failed\b\b\b\b\b\bpassed\rpassed",
    "nul": "\0",
    "bidi": "\u202e\u2066\u061c\u200f",
    "unseen": "\u200b\ufeff\U000e0041\U000e0042\u180e\u2028\u2029\x85",
    "printer": "\x1b[5i",
}
for name, trick in TRICKS.items():
    sys.stdout.buffer.write(f"{name} {trick} end\n".encode())
sys.stdout.buffer.write(b"no text \xff\xfe\xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80 end\n")
sys.stdout.flush()
sys.exit(1)
