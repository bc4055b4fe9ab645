"""The parts of engine.py: PyTorch as the reference of the training engine."""
