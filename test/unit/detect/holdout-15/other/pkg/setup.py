import os
import re
from setuptools import find_packages, setup

here = os.path.dirname(os.path.abspath(__file__))


def version():
    with open(os.path.join(here, "torchloop", "__init__.py")) as f:
        return re.search(r'__version__ = "(.*?)"', f.read()).group(1)


extras = {
    "train": ["pytorch-lightning>=2.0", "wandb", "hydra-core"],
    "test": ["pytest", "pytest-cov"],
}
extras["all"] = sorted({d for v in extras.values() for d in v})

setup(
    name="torchloop",
    version=version(),
    description="Training loops without the boilerplate",
    long_description=open(os.path.join(here, "README.md")).read(),
    long_description_content_type="text/markdown",
    packages=find_packages(exclude=["tests", "examples"]),
    install_requires=["torch>=1.13", "tqdm", "numpy"],
    extras_require=extras,
    entry_points={"console_scripts": ["torchloop-export=torchloop.export:main"]},
    python_requires=">=3.8",
)
