from setuptools import find_packages, setup

setup(
    name="trainlib",
    version="0.1",
    packages=find_packages(),
    install_requires=["torch", "transformers", "trl"],
    entry_points={"console_scripts": ["trainlib-plot=trainlib.plot:main"]},
)
