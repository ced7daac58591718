#!/usr/bin/env python
if __name__ == "__main__":
    try:
        from speech_training import train as speech
    except ImportError:
        print("Install the training package first.")
        raise
    speech.run_script()
