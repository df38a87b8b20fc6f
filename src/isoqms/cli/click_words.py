"""Sentences of the click library which a user may meet, marked here so that the catalogue holds them.

Click asks the translation domain of the program for each of its sentences (see `language.speak`), so all they need is
an entry. Its sentences in singular and plural, and those about options, are missing: `language` says them in our words.
"""

from isoqms.words import phrase

CLICK = (
    phrase("Usage:"),
    phrase("[OPTIONS]"),
    phrase("COMMAND [ARGS]..."),
    phrase("Options"),
    phrase("Commands"),
    phrase("Positional arguments"),
    phrase("default: {default}"),
    phrase("required"),
    phrase("(dynamic)"),
    phrase("env var: {var}"),
    phrase("deprecated"),
    phrase("Error: {message}"),
    phrase("Try '{command} {option}' for help."),
    phrase("Missing argument"),
    phrase("Missing option"),
    phrase("Missing parameter"),
    phrase("Missing {param_type}"),
    phrase("Missing parameter: {param_name}"),
    phrase("Missing command."),
    phrase("No such command {name!r}."),
    phrase("Argument {name!r} takes {nargs} values."),
    phrase("Invalid value: {message}"),
    phrase("Invalid value for {param_hint}: {message}"),
    phrase("Choose from:\n\t{choices}"),
    phrase("{value!r} is not a valid {number_type}."),
    phrase("{value!r} is not a valid boolean."),
    phrase("{value!r} is not a valid boolean. Recognized values: {states}"),
    phrase("{value} is not in the range {range}."),
    phrase("file"),
    phrase("directory"),
    phrase("path"),
    phrase("{name} {filename!r} does not exist."),
    phrase("{name} {filename!r} is a file."),
    phrase("{name} {filename!r} is a directory."),
    phrase("{name} {filename!r} is not readable."),
    phrase("{name} {filename!r} is not writable."),
    phrase("Could not open file {filename!r}: {message}"),
    phrase("unknown error"),
    phrase("Aborted!"),
)
"""Never read: being written here is what brings them into the catalogue."""
