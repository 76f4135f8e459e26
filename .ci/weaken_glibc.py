"""Let a library run with an older glibc than it was built with, as far as it does without the newer one.

Zola's package for Node.js asks for glibc 2.39 because of two functions that it uses where they are there:
they are weak symbols, but the version that they belong to is not. This marks the version as weak, too;
Debian 12 has glibc 2.36.
"""

import struct
import sys
from pathlib import Path

VERSION_NEEDS = 0x6FFFFFFE
WEAK = 2


def weaken(path: Path, version: str) -> None:
    """Mark a version that a 64-bit ELF file needs as weak (the System V gABI has the layout)."""
    data = bytearray(path.read_bytes())
    (table,) = struct.unpack_from("<Q", data, 0x28)
    size, count = struct.unpack_from("<HH", data, 0x3A)
    sections = [struct.unpack_from("<IIQQQQIIQQ", data, table + size * number) for number in range(count)]
    for section in sections:
        if section[1] != VERSION_NEEDS:
            continue
        need, names = section[4], sections[section[6]][4]
        for _ in range(section[7]):
            _, auxiliaries, _, first, following = struct.unpack_from("<HHIII", data, need)
            auxiliary = need + first
            for _ in range(auxiliaries):
                _, flags, _, name, step = struct.unpack_from("<IHHII", data, auxiliary)
                start = names + name
                if data[start : data.index(0, start)].decode() == version:
                    struct.pack_into("<H", data, auxiliary + 4, flags | WEAK)
                auxiliary += step
            need += following
    path.write_bytes(data)


if __name__ == "__main__":
    for file in sys.argv[2:]:
        weaken(Path(file), sys.argv[1])
