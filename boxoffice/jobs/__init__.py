"""The 60 s clock: APScheduler, nowhere else."""
