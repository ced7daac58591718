"""python -m pkg"""
import sys
from pkg.cli import main
sys.exit(main())
