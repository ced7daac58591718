import sys
from open_clip_train.main import main

if __name__ == "__main__":
    main(sys.argv[1:])
