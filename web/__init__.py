"""The casebook in a browser: pages rendered here, without any script, for whoever sits at this machine."""
