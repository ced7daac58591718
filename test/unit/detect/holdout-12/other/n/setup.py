from setuptools import find_packages, setup
setup(
    name="trainkit",
    version="0.1",
    packages=find_packages(),
    install_requires=["torch", "lightning"],
    entry_points={"console_scripts": ["trainkit-train=trainkit.train:main"]},
)
