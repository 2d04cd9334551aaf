"""Tables → the numbers behind every chart and sentence."""
