"""The strict front: looks at each request to an emulator before the emulator answers, and records it.

`front.py` is the whole of it in one page. Needs moto, its botocore and its `regex` on `sys.path`: the Python of moto's
virtual environment has them. The tests are in `__tests__/tools/e2e/emulators/strict/test_*.py` (`python -m unittest
discover`, with `tools/e2e/emulators` on `PYTHONPATH`); `npm run e2e` runs them.
"""
