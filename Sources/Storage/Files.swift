internal import Glibc

/// Why a file could not be read or written.
public struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was being done, as a verb: "read", "write", "create".
  public var operation: String
  public var path: String
  /// The system's error number; 0 where the fault is not the system's.
  public var code: Int32
  public var reason: String

  public init(_ operation: String, _ path: String, code: Int32, reason: String? = nil) {
    self.operation = operation
    self.path = path
    self.code = code
    self.reason = reason ?? FileError.text(of: code)
  }

  /// Whether the file or a folder on its path does not exist.
  public var isMissing: Bool { code == ENOENT || code == ENOTDIR }

  public var description: String { "cannot \(operation) \(path): \(reason)" }

  private static func text(of code: Int32) -> String {
    unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
  }
}

/// Reading and writing whole files: outputs appear complete or not at all.
public enum Files {
  /// The bytes of a regular file, refused where they are more than `limit`.
  public static func read(_ path: String, limit: Int = 4 << 30) throws(FileError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("read", path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw FileError("read", path, code: errno)
    }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw FileError("read", path, code: EISDIR) }
    let size = Int(status.st_size)
    guard size <= limit else {
      throw FileError(
        "read", path, code: EFBIG, reason: "\(size) bytes are more than the limit of \(limit)")
    }
    var bytes: [UInt8] = []
    // One byte more than the size says, so that the end of file shows without another turn; pipes
    // and /proc files say 0 and are read in steps.
    var capacity = max(size + 1, 1 << 16)
    while true {
      var code: Int32 = 0
      var ended = false
      let room = capacity
      let chunk = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        while count < room {
          let got = unsafe Glibc.read(
            descriptor, buffer.baseAddress.map { unsafe $0 + count }, room - count)
          if got < 0 && errno == EINTR { continue }
          if got < 0 { code = errno }
          ended = got <= 0
          if ended { break }
          count += got
        }
      }
      guard code == 0 else { throw FileError("read", path, code: code) }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      guard bytes.count <= limit else {
        throw FileError(
          "read", path, code: EFBIG, reason: "more than the limit of \(limit) bytes")
      }
      if ended { return bytes }
      capacity = 1 << 20
    }
  }

  public static func exists(_ path: String) -> Bool {
    unsafe access(path, F_OK) == 0
  }

  public static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder, sorted.
  public static func names(in directory: String) throws(FileError) -> [String] {
    guard let handle = unsafe opendir(directory) else {
      throw FileError("read", directory, code: errno)
    }
    defer { unsafe closedir(handle) }
    var names: [String] = []
    while let entry = unsafe readdir(handle) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes a folder and those above it; returns the ones that were not there before, outermost first.
  @discardableResult
  public static func makeDirectory(_ path: String) throws(FileError) -> [String] {
    if isDirectory(path) { return [] }
    var made: [String] = []
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      made = try makeDirectory(String(path[..<slash]))
    }
    if unsafe mkdir(path, 0o777) == 0 {
      made.append(path)
    } else if errno != EEXIST || !isDirectory(path) {
      let code = errno
      removeEmptyDirectories(made)
      let isInTheWay = code == EEXIST || code == ENOTDIR
      throw FileError(
        "create", path, code: code, reason: isInTheWay ? "a file of that name is in the way" : nil)
    }
    return made
  }

  /// Removes folders, listed outermost first, as far as they are empty.
  public static func removeEmptyDirectories(_ directories: [String]) {
    for directory in directories.reversed() { unsafe rmdir(directory) }
  }

  /// Writes one file so that it appears whole or not at all.
  public static func write(
    _ bytes: [UInt8], to path: String, durably: Bool = true
  ) throws(FileError) {
    let temporary = try stage(bytes, for: path, durably: durably)
    guard unsafe rename(temporary, path) == 0 else {
      let code = errno
      unsafe unlink(temporary)
      throw FileError("write", path, code: code)
    }
  }

  /// Writes several files into one folder: all of them are on disk before the first appears.
  ///
  /// Where one fails, none appears, the old files stay, and folders made for them are removed.
  public static func write(
    _ files: [(name: String, bytes: [UInt8])], into directory: String
  ) throws(FileError) {
    let made = try makeDirectory(directory)
    var staged: [(temporary: String, path: String)] = []
    do throws(FileError) {
      for file in files {
        let path = directory + "/" + file.name
        if isDirectory(path) { throw FileError("write", path, code: EISDIR) }
        staged.append((try stage(file.bytes, for: path, durably: true), path))
      }
      for file in staged {
        guard unsafe rename(file.temporary, file.path) == 0 else {
          throw FileError("write", file.path, code: errno)
        }
      }
    } catch {
      for file in staged { unsafe unlink(file.temporary) }
      removeEmptyDirectories(made)
      throw error
    }
  }

  private static func stage(
    _ bytes: [UInt8], for path: String, durably: Bool
  ) throws(FileError) -> String {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let name = path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    let temporary = "\(folder).\(name).\(getpid()).tmp"
    let descriptor = unsafe open(
      temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw FileError("write", path, code: errno) }
    var code: Int32 = 0
    unsafe bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let put = unsafe Glibc.write(
          descriptor, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
        if put < 0 && errno == EINTR { continue }
        if put < 0 {
          code = errno
          return
        }
        written += put
      }
    }
    if code == 0, durably, fsync(descriptor) != 0 { code = errno }
    if close(descriptor) != 0, code == 0 { code = errno }
    guard code == 0 else {
      unsafe unlink(temporary)
      throw FileError("write", path, code: code)
    }
    return temporary
  }
}
