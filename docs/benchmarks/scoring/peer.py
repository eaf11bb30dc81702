"""The notebook's way to the same number: read y and p into Python, then scikit-learn's log_loss.

Usage: python3 peer.py csv|frame|columns|rows FILE prints the mean and the seconds of each step as JSON;
python3 peer.py versions prints what is at work.

csv:      pandas.read_csv
columns:  DuckDB reads Parquet; its columns are copied into numpy arrays that are large enough beforehand
frame:    the same, then a pandas.DataFrame of the two arrays
rows:     the same, then one Python tuple a row, made the cheapest way there is, zip over two lists
"""

import json
import sys
import time


def imports(form):
    """What the step "import" loads, opening DuckDB included."""
    import numpy
    from sklearn.metrics import log_loss

    if form in ("csv", "frame"):
        import pandas as _
    if form == "csv":
        return numpy, log_loss, None
    from duckdb_library import Connection

    return numpy, log_loss, Connection()


def read_csv(file):
    import pandas

    table = pandas.read_csv(file)
    return table["y"], table["p"]


def read_columns(numpy, connection, file):
    from ctypes import c_int64, memmove

    [(_, [count])] = [
        (rows, [c_int64.from_address(at).value for at in addresses])
        for rows, addresses in connection.chunks(f"SELECT count(*) FROM '{file}'", 1)
    ]
    target, prediction = numpy.empty(count, numpy.int64), numpy.empty(count, numpy.float64)
    done = 0
    for rows, (y, p) in connection.chunks(f"SELECT y, p FROM '{file}'", 2):
        memmove(target.ctypes.data + 8 * done, y, 8 * rows)
        memmove(prediction.ctypes.data + 8 * done, p, 8 * rows)
        done += rows
    if done != count:
        sys.exit(f"{done} rows of {count}")
    return target, prediction


def read_frame(numpy, connection, file):
    import pandas

    target, prediction = read_columns(numpy, connection, file)
    table = pandas.DataFrame({"y": target, "p": prediction}, copy=False)
    return table["y"], table["p"]


def read_rows(numpy, connection, file):
    target, prediction = read_columns(numpy, connection, file)
    rows = list(zip(target.tolist(), prediction.tolist()))
    return zip(*rows)


def read(form, numpy, connection, file):
    if form == "csv":
        return read_csv(file)
    by_form = {"frame": read_frame, "columns": read_columns, "rows": read_rows}
    return by_form[form](numpy, connection, file)


def versions():
    import numpy
    import pandas
    import sklearn
    from duckdb_library import Connection

    named = {"numpy": numpy, "pandas": pandas, "scikit-learn": sklearn}
    found = {name: module.__version__ for name, module in named.items()}
    return {**found, "DuckDB": Connection().version()}


def main():
    if sys.argv[1:] == ["versions"]:
        print(json.dumps(versions()))
        return
    form, file = sys.argv[1:]
    marks = [time.perf_counter()]
    numpy, log_loss, connection = imports(form)
    marks.append(time.perf_counter())
    target, prediction = read(form, numpy, connection, file)
    marks.append(time.perf_counter())
    mean = log_loss(target, prediction)
    marks.append(time.perf_counter())
    steps = [after - before for before, after in zip(marks, marks[1:])]
    print(json.dumps({"mean": mean, "seconds": dict(zip(("import", "read", "log_loss"), steps))}))


if __name__ == "__main__":
    main()
