"""How Jinja compiles templates: ours to plain Python, those of an edition for the sandbox."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from types import FunctionType
from typing import Any, cast

import markupsafe
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from tei_edition.transformers.html.markup import escape

__all__ = ["Own", "Shipped"]


def _written(value: Any) -> str:
    """A value as it stands in a page."""
    kind = value.__class__
    if kind is Markup:
        return cast("Markup", value)
    return escape(value) if kind is str else markupsafe.escape(value)


def _macro(function: FunctionType) -> FunctionType:
    """A macro of ours, which may be called with fewer arguments than it has."""
    function.__defaults__ = (missing,) * function.__code__.co_argcount
    return function


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

    Values have the attributes that are asked for, macros take arguments by position, no function
    needs the context, and what is said is known: phrases become text of the template. Blocks give
    lists of strings, not one string after the other.
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

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """The function itself, unless it is one that others call with what stands between."""
        if macro_ref.accesses_caller or isinstance(macro_ref.node, nodes.CallBlock):
            super().macro_def(macro_ref, frame)
            return
        self.write("environment.macro(macro)")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        """What a macro has written, which needs no escaping."""
        self.writeline(f"return environment.safe(concat({frame.buffer}))")

    def write_commons(self) -> None:
        """What functions use; without what makes each of them a generator."""
        self.writeline("resolve = context.resolve_or_missing")
        self.writeline("undefined = environment.undefined")
        self.writeline("concat = environment.concat")
        self.writeline("cond_expr_undefined = Undefined")

    def blockvisit(self, statements: Iterable[nodes.Node], frame: Frame) -> None:
        """The statements of a template or a block, which gives what they write as a list."""
        statements = list(statements)
        is_whole = (frame.rootlevel or frame.block_frame) and frame.buffer is None
        if not is_whole or any(isinstance(one, nodes.Extends) for one in statements):
            super().blockvisit(statements, frame)
            return
        self.buffer(frame)
        super().blockvisit(statements, frame)
        self.writeline(f"return {frame.buffer}")

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:
        """What the block gives."""
        if frame.buffer is None or node.scoped or node.required:
            super().visit_Block(node, frame)
            return
        self.writeline(f"{frame.buffer}.extend(context.blocks[{node.name!r}][0](context))", node)

    def visit_Import(self, node: nodes.Import, frame: Frame) -> None:
        """The macros of a template, which ask for nothing of the page."""
        node.with_context = False
        super().visit_Import(node, frame)

    def _output_child_to_const(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> str:
        match node:
            case nodes.Call(node=nodes.Name(name="say"), args=[key], kwargs=[]):
                say = cast("Callable[[str], str]", self.environment.globals["say"])
                return escape(say(key.as_const(frame.eval_ctx)))
        return super()._output_child_to_const(node, frame, finalize)


class _ShippedTemplate(Template):
    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """What others import without their context; none of them has globals of its own."""
        return super()._get_default_module()


class Shipped(Environment):
    """For templates of ours."""

    template_class = _ShippedTemplate
    code_generator_class = _ShippedWriter
    written = staticmethod(_written)
    macro = staticmethod(_macro)
    safe = staticmethod(partial(str.__new__, Markup))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._templates: dict[str | Template, Template] = {}

    def get_template(self, name: str | Template, *_: Any, **__: Any) -> Template:
        """The template of this name; ours do not change."""
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = super().get_template(name)
            template.globals = dict(template.globals)  # a ChainMap, which is slow to copy
        return template


class Own(ImmutableSandboxedEnvironment):
    """For templates of an edition, and ours among them."""

    code_generator_class = _Writer
    written = staticmethod(_written)
