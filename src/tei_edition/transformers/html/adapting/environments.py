"""How Jinja compiles templates: ours to plain Python, those of an edition for the sandbox."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

__all__ = ["Own", "Shipped"]

_find_special: Final = re.compile("[<>&\"']").search


def _written(value: object) -> str:
    """A value as it stands in a page; most have nothing to escape, and are not made ``Markup``."""
    if value.__class__ is Markup or (value.__class__ is str and not _find_special(value)):
        return value
    return escape(value)


class _Writer(CodeGenerator):
    """Compiles templates so that they write plain strings.

    The pieces of a page are only put together: none need say of itself that it is safe.
    """

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if not frame.eval_ctx.autoescape or frame.eval_ctx.volatile:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write("environment.written(")
        if finalize.src is not None:
            self.write(finalize.src)


class _ShippedWriter(_Writer):
    """Compiles templates of ours to the plain Python that they could be.

    Values have the attributes that are asked for, and no function needs the context.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """The attribute itself."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """The call itself."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


class _ShippedTemplate(Template):
    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """What others import without their context; none of them has globals of its own."""
        return super()._get_default_module()


class Shipped(Environment):
    """For templates of ours."""

    template_class = _ShippedTemplate
    code_generator_class = _ShippedWriter
    written = staticmethod(_written)

    @cache  # noqa: B019 - there is one environment, and our templates do not change
    def get_template(self, name: str, *_: object) -> Template:
        """The template of this name."""
        return super().get_template(name)


class Own(ImmutableSandboxedEnvironment):
    """For templates of an edition, and ours among them."""

    code_generator_class = _Writer
    written = staticmethod(_written)
