"""The same pages made by other generators, so that their builds can be measured beside ours."""
