"""What happens to findings after a check has reported them: suppression, baseline, fixes."""
