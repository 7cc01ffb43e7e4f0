"""How our templates call functions: as Jinja does, only faster."""

from __future__ import annotations

from pathlib import Path

from jinja2 import pass_context
from jinja2.runtime import Context

from tei_edition.transformers.html.adapting.templates import templates_of


class _Words:
    def say(self, key: str, times: int = 1) -> str:
        return f"<{key}>" * times


@pass_context
def _in_scope(context: Context, name: str) -> object:
    return context[name]


def filled(source: str, **values: object) -> str:
    template = templates_of(Path("/nowhere")).environment.from_string(source)
    return template.render(say=_Words().say, in_scope=_in_scope, **values)


def test_what_methods_say_is_escaped() -> None:
    assert filled('{{ say("a", times=2) }}') == "&lt;a&gt;&lt;a&gt;"


def test_what_macros_write_is_not_escaped_again() -> None:
    source = '{% macro bold(one, after="") %}<b>{{ one }}</b>{{ after }}{% endmacro %}'
    source += '{% block main %}{% for one in "&." %}{{ bold(one, after="!") }}{% endfor %}'
    assert filled(source + "{% endblock %}") == "<b>&amp;</b>!<b>.</b>!"


def test_macros_call_each_other_with_what_stands_between() -> None:
    source = "{% macro outer() %}({{ caller() }}){% endmacro %}"
    assert filled(source + "{% call outer() %}{{ say('a') }}{% endcall %}") == "(&lt;a&gt;)"


def test_functions_that_ask_for_the_context_get_it() -> None:
    source = '{% block main %}{% for one in "ab" %}{{ in_scope("word") }}{% endfor %}{% endblock %}'
    assert filled(source, word="w") == "ww"
