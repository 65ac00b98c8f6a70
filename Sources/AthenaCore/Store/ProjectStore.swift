/// Reading projects and what belongs to the whole database.
package protocol ProjectReading {
    /// The project of this name.
    func project(named name: String) throws -> Project?
    /// Every project, by name.
    func projects() throws -> [Project]
    /// A setting of the database, such as the server's secret.
    func setting(_ name: String) throws -> String?
}

/// Changing projects and settings.
package protocol ProjectWriting {
    /// The project of this name, made if it is new.
    func ensureProject(named name: String) throws -> Project
    /// Stores a setting.
    func setSetting(_ name: String, to value: String) throws
}

/// Reading credentials.
package protocol CredentialReading {
    /// The credential with this public id, revoked ones included.
    func credential(_ id: String) throws -> Credential?
    /// Every credential, newest first.
    func credentials() throws -> [Credential]
}

/// Changing credentials.
package protocol CredentialWriting {
    /// Stores a new credential.
    func add(_ credential: Credential) throws
    /// Revokes a credential; false when there is none.
    func revokeCredential(_ id: String, at wall: Int64) throws -> Bool
}
