"""A strict walk of call parameters over what botocore's models say but its validator ignores.

botocore itself checks names, required members, types and minima. It does not check maxima,
enumerations or patterns, and moto mostly accepts whatever arrives; so this judge does.
"""

import regex

import wire


def faults(service, operation, parameters):
    """Every way in which the parameters leave the model, as `path: what is wrong` lines."""
    shape = wire.model(service).operation_model(operation).input_shape
    return list(_walk(shape, parameters, operation)) if shape else []


def _walk(shape, value, path):
    if shape.type_name == "structure":
        if not isinstance(value, dict):
            yield f"{path}: a structure was expected, got {value!r}"
            return
        for name in shape.required_members:
            if name not in value and not shape.members[name].serialization.get("location") == "uri":
                yield f"{path}: {name} is required"
        if getattr(shape, "is_tagged_union", False) and len(value) != 1:
            yield f"{path}: exactly one member was expected, got {sorted(value)}"
        for name, sub in value.items():
            if name not in shape.members:
                yield f"{path}: no member {name}"
            else:
                yield from _walk(shape.members[name], sub, f"{path}.{name}")
    elif shape.type_name == "list":
        yield from _bounds(shape, len(value), path, "items")
        for place, sub in enumerate(value):
            yield from _walk(shape.member, sub, f"{path}[{place}]")
    elif shape.type_name == "map":
        for name, sub in value.items():
            yield from _walk(shape.value, sub, f"{path}[{name!r}]")
    elif shape.type_name in ("integer", "long", "float", "double"):
        yield from _bounds(shape, value, path, "")
    elif shape.type_name in ("string", "blob"):
        yield from _text(shape, value, path)


def _bounds(shape, size, path, unit):
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is not None and size < low:
        yield f"{path}: {size} {unit} is under the least, {low}"
    if high is not None and size > high:
        yield f"{path}: {size} {unit} is over the greatest, {high}"


def _text(shape, value, path):
    yield from _bounds(shape, len(value), path, "characters")
    allowed = shape.metadata.get("enum")
    if allowed and value not in allowed:
        yield f"{path}: {value!r} is not one of {len(allowed)} values such as {allowed[:4]}"
    pattern = shape.metadata.get("pattern")
    if pattern and not regex.search(_anchored(pattern), value):
        yield f"{path}: {value!r} does not match {pattern}"


def _anchored(pattern):
    """Most patterns are anchored; the others mean the whole value too."""
    return pattern if pattern.startswith("^") else rf"^(?:{pattern})$"
