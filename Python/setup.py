"""The tags of the wheel; all else stands in pyproject.toml."""

import os

from setuptools import Distribution, setup
from setuptools.command.bdist_wheel import bdist_wheel

# Set by build_wheel.py, which puts the libraries beside the sources: they run on one platform, under any Python 3.
platform = os.environ.get("SWIFT_ESTIMATORS_PLATFORM")


class Wheel(bdist_wheel):
    def get_tag(self):
        return ("py3", "none", platform) if platform else super().get_tag()


class WithLibraries(Distribution):
    def has_ext_modules(self):
        return bool(platform)


setup(distclass=WithLibraries, cmdclass={"bdist_wheel": Wheel})
