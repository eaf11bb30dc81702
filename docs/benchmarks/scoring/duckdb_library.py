"""The part of DuckDB's C interface that the benchmark needs, from its shared library by ctypes.

The library is named by the environment variable DUCKDB_LIBRARY. Columns arrive as DuckDB's own Python
client fetches them into numpy: chunk after chunk, each vector copied as a whole.
"""

import ctypes
import os
import sys
from ctypes import POINTER, byref, c_char_p, c_int, c_uint64, c_void_p


class Result(ctypes.Structure):
    """duckdb_result: the caller owns it, what is in it is DuckDB's."""

    _fields_ = [
        ("columns", c_uint64),
        ("rows", c_uint64),
        ("rows_changed", c_uint64),
        ("data", c_void_p),
        ("error", c_char_p),
        ("internal", c_void_p),
    ]


FUNCTIONS = {
    "duckdb_library_version": (c_char_p, []),
    "duckdb_open": (c_int, [c_char_p, POINTER(c_void_p)]),
    "duckdb_connect": (c_int, [c_void_p, POINTER(c_void_p)]),
    "duckdb_query": (c_int, [c_void_p, c_char_p, POINTER(Result)]),
    "duckdb_prepare": (c_int, [c_void_p, c_char_p, POINTER(c_void_p)]),
    "duckdb_prepare_error": (c_char_p, [c_void_p]),
    "duckdb_execute_prepared_streaming": (c_int, [c_void_p, POINTER(Result)]),
    "duckdb_destroy_prepare": (None, [POINTER(c_void_p)]),
    "duckdb_result_error": (c_char_p, [POINTER(Result)]),
    "duckdb_destroy_result": (None, [POINTER(Result)]),
    "duckdb_fetch_chunk": (c_void_p, [Result]),
    "duckdb_destroy_data_chunk": (None, [POINTER(c_void_p)]),
    "duckdb_data_chunk_get_size": (c_uint64, [c_void_p]),
    "duckdb_data_chunk_get_vector": (c_void_p, [c_void_p, c_uint64]),
    "duckdb_vector_get_data": (c_void_p, [c_void_p]),
    "duckdb_vector_get_validity": (c_void_p, [c_void_p]),
}


def load():
    path = os.environ.get("DUCKDB_LIBRARY")
    if not path:
        sys.exit("set DUCKDB_LIBRARY to DuckDB's shared library (libduckdb.so)")
    library = ctypes.CDLL(path)
    for name, (result, arguments) in FUNCTIONS.items():
        function = getattr(library, name)
        function.restype = result
        function.argtypes = arguments
    return library


class Connection:
    """A database in memory, on one thread."""

    def __init__(self):
        self.library = load()
        database, connection = c_void_p(), c_void_p()
        if self.library.duckdb_open(None, byref(database)) != 0:
            sys.exit("DuckDB did not open a database in memory")
        if self.library.duckdb_connect(database, byref(connection)) != 0:
            sys.exit("DuckDB did not connect")
        self.connection = connection
        self.run("SET threads TO 1")

    def version(self):
        return self.library.duckdb_library_version().decode()

    def run(self, sql):
        """Runs a statement whose result is not wanted."""
        result = Result()
        state = self.library.duckdb_query(self.connection, sql.encode(), byref(result))
        if state != 0:
            sys.exit(self.library.duckdb_result_error(byref(result)).decode())
        self.library.duckdb_destroy_result(byref(result))

    def chunks(self, sql, columns):
        """The streamed result: (rows, addresses of the vectors) of each chunk, valid until the next."""
        library, statement, result = self.library, c_void_p(), Result()
        if library.duckdb_prepare(self.connection, sql.encode(), byref(statement)) != 0:
            sys.exit(library.duckdb_prepare_error(statement).decode())
        if library.duckdb_execute_prepared_streaming(statement, byref(result)) != 0:
            sys.exit(library.duckdb_result_error(byref(result)).decode())
        while chunk := c_void_p(library.duckdb_fetch_chunk(result)):
            vectors = [library.duckdb_data_chunk_get_vector(chunk, i) for i in range(columns)]
            if any(library.duckdb_vector_get_validity(vector) for vector in vectors):
                sys.exit("a value is missing: the benchmark's data has none")
            addresses = [library.duckdb_vector_get_data(vector) for vector in vectors]
            yield library.duckdb_data_chunk_get_size(chunk), addresses
            library.duckdb_destroy_data_chunk(byref(chunk))
        library.duckdb_destroy_result(byref(result))
        library.duckdb_destroy_prepare(byref(statement))
