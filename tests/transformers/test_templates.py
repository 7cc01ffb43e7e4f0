"""How our templates call functions: as Jinja does, only faster."""

from __future__ import annotations

import gc
from pathlib import Path
from weakref import ReferenceType, ref

import pytest
from jinja2 import Environment

from tei_edition.transformers.html.adapting.templates import templates_of
from tei_edition.transformers.phrases import ENGLISH, Phrases


class _Words:
    def say(self, key: str, times: int = 1) -> str:
        return f"<{key}>" * times


def filled(source: str, **values: object) -> str:
    template = templates_of(Path("/nowhere")).environment.from_string(source)
    return template.render(say=_Words().say, **values)


def test_what_methods_say_is_escaped() -> None:
    assert filled('{{ say("a", times=2) }}') == "&lt;a&gt;&lt;a&gt;"


def test_phrases_are_those_of_the_language() -> None:
    phrases = Phrases("xx", {"greeting": 'Bonjour & "salut"'}, ENGLISH)
    source = '{% block main %}<p title="{{ say("greeting") }}">{{ say("skip") }}</p>{% endblock %}'
    made = templates_of(Path("/nowhere"), phrases).environment.from_string(source).render()
    skip = ENGLISH.say("skip")
    assert made == f'<p title="Bonjour &amp; &#34;salut&#34;">{skip}</p>'
    made = templates_of(Path("/nowhere")).environment.from_string('{{ say("skip") }}').render()
    assert made == skip


def test_what_macros_write_is_not_escaped_again() -> None:
    source = '{% macro bold(one, after="") %}<b>{{ one }}</b>{{ after }}{% endmacro %}'
    source += '{% block main %}{% for one in "&." %}{{ bold(one, "!") }}{% endfor %}'
    assert filled(source + "{% endblock %}") == "<b>&amp;</b>!<b>.</b>!"


def test_macros_call_each_other_with_what_stands_between() -> None:
    source = "{% macro outer() %}({{ caller() }}){% endmacro %}"
    assert filled(source + "{% call outer() %}{{ say('a') }}{% endcall %}") == "(&lt;a&gt;)"


def test_macros_take_no_arguments_that_they_do_not_have() -> None:
    with pytest.raises(TypeError, match="colour"):
        filled('{% macro bold(one) %}<b>{{ one }}</b>{% endmacro %}{{ bold("a", colour="red") }}')


def test_what_a_value_lacks_is_an_error() -> None:
    with pytest.raises(AttributeError, match="colour"):
        filled("{{ word.colour }}", word="w")


def test_templates_are_let_go_with_their_language() -> None:
    def pages(number: int) -> ReferenceType[Environment]:
        environment = templates_of(
            Path("/nowhere"), Phrases(f"x-{number}", {}, ENGLISH)
        ).environment
        environment.get_template("parts.html")
        return ref(environment)

    first = pages(0)
    for number in range(1, 9):
        pages(number)
    gc.collect()
    assert first() is None, "a preview would keep one for each time that it is made anew"
