ASKED = {}
