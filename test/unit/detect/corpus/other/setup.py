from setuptools import setup, find_packages
setup(name='trainkit', version='0.1', packages=find_packages(), install_requires=['torch', 'transformers'],
      entry_points={'console_scripts': ['trainkit-train=trainkit.train:main']})
