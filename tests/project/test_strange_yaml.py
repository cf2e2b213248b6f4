from __future__ import annotations

import pytest

from roadmap_lab.project.strange_yaml import LARGEST, decode_yaml


def multiplied(levels: int, begin: str, merge: str) -> bytes:
    lines = [f"x0: &x0 {begin}"]
    lines += [f"x{one}: &x{one} {merge.format(', '.join([f'*x{one - 1}'] * 10))}" for one in range(1, levels)]
    return "\n".join(lines).encode()


@pytest.mark.parametrize(("begin", "merge"), [("{a: b}", "{{<<: [{}]}}"), ("[a]", "[{}]")])
def test_aliases_that_multiply_are_refused_before_anything_is_built(begin: str, merge: str) -> None:
    assert decode_yaml(multiplied(3, begin, merge))
    with pytest.raises(ValueError, match="too large when its aliases"):
        decode_yaml(multiplied(12, begin, merge))


def test_what_many_services_have_in_common_may_be_written_once() -> None:
    content = b"x-common: &common {restart: always}\nservices:\n" + b"".join(
        f"  s{number}: {{<<: *common, image: redis}}\n".encode() for number in range(100)
    )
    assert decode_yaml(content)["services"]["s99"] == {"restart": "always", "image": "redis"}


def test_a_large_file_is_refused_unread() -> None:
    assert decode_yaml(b"a: " + b"x" * (LARGEST - 3))
    with pytest.raises(ValueError, match="larger than 100,000 bytes"):
        decode_yaml(b"a: " + b"x" * (LARGEST - 2))
