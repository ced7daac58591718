import runpy
import sys
sys.argv = ['train.py', '--config', 'configs/base.yaml', '--max_steps', '1000']
runpy.run_path('train.py', run_name='__main__')
