/** Python's own modules that scripts import: https://docs.python.org/3/py-modindex.html. Those whose names projects like to use are left out. */
const standardModules = new Set(
  (
    '__future__ abc argparse array ast asyncio atexit base64 bisect builtins bz2 cProfile calendar cmath codecs collections concurrent configparser contextlib ' +
    'contextvars copy csv ctypes curses dataclasses datetime decimal difflib dis distutils email enum errno faulthandler fcntl fileinput fnmatch fractions ' +
    'ftplib functools gc getopt getpass gettext glob graphlib gzip hashlib heapq hmac html http imp importlib inspect io ipaddress itertools json linecache ' +
    'locale logging lzma marshal math mimetypes mmap multiprocessing numbers operator optparse os pathlib pdb pickle pkgutil platform pprint psutil pty pwd ' +
    'queue random re readline resource runpy sched secrets selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 ssl stat statistics ' +
    'string struct subprocess sys sysconfig tarfile tempfile textwrap threading time timeit tkinter tokenize tomllib traceback tracemalloc typing unicodedata ' +
    'unittest urllib uuid warnings weakref webbrowser winreg xml zipfile zlib zoneinfo typing_extensions six yaml requests tqdm numpy pandas matplotlib seaborn ' +
    'PIL cv2 wandb tensorboardX tensorboard omegaconf hydra click typer fire absl einops huggingface_hub scipy gym gymnasium pytest'
  ).split(' '),
);

/** Whether a module is Python's own, or of a library that trains nothing and that a project has no folder of. */
export const isStandardModule = (name: string): boolean => standardModules.has(name);
