"""The result file as tables in markdown."""

NAMES = {
    "surprisal": "`surprisal score`",
    "csv": "pandas `read_csv`, scikit-learn `log_loss`",
    "columns": "DuckDB's columns into numpy, scikit-learn `log_loss`",
    "frame": "DuckDB's columns into a pandas `DataFrame`, scikit-learn `log_loss`",
    "rows": "DuckDB's rows as tuples, scikit-learn `log_loss`",
}
TITLES = {"csv": "CSV", "parquet": "Parquet", "small": "A short CSV"}


def number(value):
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def of(figure):
    return f"{number(figure['median'])} ({number(figure['min'])}–{number(figure['max'])})"


def versus(title, part):
    lines = [
        f"### {title}, {part['rows']:,} rows: median (least–most) of {part['rounds']} rounds",
        "",
        "| | whole command, s | times ours | without imports, s | times ours | processor, s | peak memory, MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, label in NAMES.items():
        if name not in part["runs"]:
            continue
        entry = part["runs"][name]
        cells = [label, of(entry["seconds"])]
        if name == "surprisal":
            cells += ["1", "", ""]
        else:
            cells += [of(entry["times_ours"]), of(entry["read_and_log_loss"])]
            cells.append(of(entry["read_and_log_loss_times_ours"]))
        cells.append(number(entry["processor_seconds"]["median"]))
        cells.append(f"{entry['peak_megabytes']['median']:.0f}")
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def memory(part):
    sizes = list(part["csv"])
    lines = [
        "### Peak memory of `surprisal score`, MB (and seconds)",
        "",
        "| | " + " | ".join(f"{int(size):,} rows" for size in sizes) + " |",
        "|---" * (len(sizes) + 1) + "|",
    ]
    for kind, peaks in part.items():
        cells = [f"{peaks[size]['peak_megabytes']:.0f} ({number(peaks[size]['seconds'])} s)" for size in sizes]
        lines.append(f"| {kind.capitalize() if kind != 'csv' else 'CSV'} | " + " | ".join(cells) + " |")
    return lines


def conditions(result):
    machine, versions = result["machine"], result["versions"]
    return [
        f"{result['day']}; {machine['processor']}, {machine['cores']} cores (one used), "
        f"{machine['memory_gigabytes']} GB, {machine['kernel']}, load before {machine['load_before'][0]}; "
        + ", ".join(f"{name} {version}" for name, version in versions.items()),
    ]


def tables(result):
    lines = conditions(result)
    for part, title in TITLES.items():
        if part in result:
            lines += ["", *versus(title, result[part])]
    if "memory" in result:
        lines += ["", *memory(result["memory"])]
    return "\n".join(lines)
