"""A lab where backend developers practise what their roadmap says."""

__version__ = "0.1.0"
