"""Speed and memory: scripts that print, and the generator of reports that the large runs read."""
