package org.surprisal.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.invoke.MethodHandles;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import org.duckdb.DuckDBColumnType;
import org.jspecify.annotations.Nullable;

/**
 * Loads DuckDB's native library from a file that stays. The driver unpacks the 60 MB from its jar
 * into the temporary folder at every start, and has a setting against that only in a build without
 * the library, which is not published. So the library is unpacked here, once a user, and the
 * driver's own loading is emptied before its class is defined. Where anything of this does not work
 * (another class loader, no folder of the user's own), the driver unpacks as it always does.
 */
final class DuckLibrary {
  private static final String DRIVER = "org/duckdb/DuckDBNative.class";
  private static final String LOADING = "loadNativeLibrary";

  private DuckLibrary() {}

  /** Loads the library, unless this is left to the driver. Does something once only. */
  static void load() {
    Loaded.touch();
  }

  /** A class is initialised once, and by one thread. */
  private static final class Loaded {
    static {
      loadFromCache();
    }

    private Loaded() {}

    static void touch() {}
  }

  private static void loadFromCache() {
    URL packed = DuckDBColumnType.class.getResource("/" + resource());
    ClassLoader loader = DuckLibrary.class.getClassLoader();
    if (packed == null || !Objects.equals(loader, DuckDBColumnType.class.getClassLoader())) {
      return;
    }
    for (Path folder : folders()) {
      if (loaded(packed, folder)) {
        return;
      }
    }
  }

  /** A system library must be loaded by this class, so that it belongs to the class loader. */
  @SuppressWarnings("restricted")
  private static boolean loaded(URL packed, Path folder) {
    try {
      Path library = unpacked(packed, folder);
      if (library == null) {
        return false;
      }
      byte[] driver = driver();
      System.load(library.toString());
      MethodHandles.privateLookupIn(DuckDBColumnType.class, MethodHandles.lookup())
          .defineClass(driver);
      return true;
    } catch (IOException
        | UncheckedIOException
        | IllegalAccessException
        | IllegalArgumentException
        | LinkageError _) {
      return false;
    }
  }

  /** The driver's class of native methods, without its loading of the library. */
  private static byte[] driver() throws IOException {
    try (InputStream in = DuckDBColumnType.class.getResourceAsStream("/" + DRIVER)) {
      if (in == null) {
        throw new IOException(DRIVER + " is missing");
      }
      ClassFile format = ClassFile.of();
      return format.transformClass(
          format.parse(in.readAllBytes()),
          (classBuilder, element) -> {
            if (element instanceof MethodModel method
                && method.methodName().equalsString(LOADING)) {
              classBuilder.withMethodBody(
                  LOADING,
                  method.methodTypeSymbol(),
                  method.flags().flagsMask(),
                  code -> code.return_());
            } else {
              classBuilder.with(element);
            }
          });
    }
  }

  /** What the driver calls its library for this machine. */
  private static String resource() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    if (system.startsWith("mac")) {
      return "libduckdb_java.so_osx_universal";
    }
    return "libduckdb_java.so_"
        + (system.startsWith("windows") ? "windows" : "linux")
        + (processor.equals("aarch64") || processor.equals("arm64") ? "_arm64" : "_amd64");
  }

  /** Folders to keep the library in, the best first. */
  static List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    String cache = System.getenv("XDG_CACHE_HOME");
    if (cache != null && Path.of(cache).isAbsolute()) {
      folders.add(Path.of(cache, "surprisal"));
    } else {
      folders.add(Path.of(System.getProperty("user.home"), ".cache", "surprisal"));
    }
    folders.add(
        Path.of(
            System.getProperty("java.io.tmpdir"), "surprisal-" + System.getProperty("user.name")));
    return folders;
  }

  /** The library in a folder, unpacked now if it is not there whole; null if that must not be. */
  static @Nullable Path unpacked(URL packed, Path folder) throws IOException {
    if (!(packed.openConnection() instanceof JarURLConnection connection)) {
      return null;
    }
    // A cached jar would stay open, and closing it would close it for the class loader too.
    connection.setUseCaches(false);
    JarEntry entry = connection.getJarEntry();
    try (InputStream in = connection.getInputStream()) {
      if (!isOwn(folder)) {
        return null;
      }
      String checksum = Long.toHexString(entry.getCrc());
      Path library = folder.resolve("duckdb-" + checksum + "-" + entry.getSize() + ".library");
      if (!isWhole(library, entry)) {
        // Two runs may unpack at once; each into its own file, and the last to finish wins.
        Path part = Files.createTempFile(folder, "duckdb-", ".part");
        try {
          Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
          Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
          Files.deleteIfExists(part);
        }
      }
      return isWhole(library, entry) ? library : null;
    }
  }

  /** Makes a folder if need be. What others can write to is no place to load a library from. */
  private static boolean isOwn(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(folder);
      return Files.isWritable(folder);
    }
    Path parent = folder.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (!Files.exists(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
    return Files.isWritable(folder)
        && Files.getOwner(folder).getName().equals(System.getProperty("user.name"))
        && !permissions.contains(PosixFilePermission.GROUP_WRITE)
        && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
  }

  private static boolean isWhole(Path library, JarEntry entry) throws IOException {
    if (!Files.isRegularFile(library) || Files.size(library) != entry.getSize()) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(library)) {
      MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, entry.getSize());
      CRC32 checksum = new CRC32();
      checksum.update(bytes);
      return checksum.getValue() == entry.getCrc();
    }
  }
}
