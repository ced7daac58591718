from setuptools import find_packages, setup

setup(
    name="fasttrainer",
    version="1.2.0",
    packages=find_packages(exclude=["tests"]),
    install_requires=["torch>=2.0", "accelerate", "tqdm"],
    entry_points={"console_scripts": ["ft-export=fasttrainer.export:main"]},
)
