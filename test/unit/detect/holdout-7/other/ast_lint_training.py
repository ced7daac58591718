import ast
import sys


class FindBackward(ast.NodeVisitor):
    def __init__(self):
        self.found = []

    def visit_Call(self, node):
        if isinstance(node.func, ast.Attribute) and node.func.attr in {"backward", "step", "fit"}:
            self.found.append((node.lineno, node.func.attr))
        self.generic_visit(node)


for path in sys.argv[1:]:
    v = FindBackward()
    v.visit(ast.parse(open(path).read()))
    for line, what in v.found:
        print(f"{path}:{line}: {what}()")
