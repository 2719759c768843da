echo lamp
