from setuptools import find_packages, setup

setup(
    name="imgtrain",
    version="0.1",
    packages=find_packages(),
    install_requires=["torch", "lightning>=2"],
    entry_points={"console_scripts": ["imgtrain-doctor=imgtrain.doctor:main"]},
)
