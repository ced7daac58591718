import subprocess, sys
tag = sys.argv[1]
subprocess.run(['docker', 'build', '-t', f'train:{tag}', '-f', 'Dockerfile.train', '.'], check=True)
subprocess.check_call(['docker', 'push', f'train:{tag}'])
