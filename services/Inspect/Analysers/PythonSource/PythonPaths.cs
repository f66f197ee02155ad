namespace Assay.Inspect.Analysers.PythonSource;

/// <summary>What a path in a file system is to whoever runs the code.</summary>
internal static class PythonPaths
{
    private static readonly string[] StartUp =
        [".bashrc", ".bash_profile", ".bash_login", ".profile", ".zshrc", ".zprofile", ".zshenv", "authorized_keys", "/etc/cron", "/var/spool/cron", "crontab", "/etc/profile", "/etc/rc.local",
         "/etc/init.d", "/etc/systemd", "/systemd/", "/etc/ld.so", "/etc/sudoers", "/etc/passwd", "/etc/shadow", "autostart/", "launchagents/", "launchdaemons/", "sitecustomize", "usercustomize",
         "start menu\\programs\\startup", ".pth", "config.fish", ".gitconfig", ".git/hooks", ".ssh/config", ".pypirc", ".condarc", "pip.conf", "/etc/hosts", ".vimrc", ".ipython/profile_default/startup",
         ".jupyter/jupyter", ".config/systemd", ".kube/config", "/etc/environment", ".xprofile", ".inputrc", ".pam_environment"];

    private static readonly string[] Secrets =
        [".ssh/", "id_rsa", "id_ed25519", ".aws/", ".netrc", ".git-credentials", ".docker/config.json", ".kube/config", "huggingface/token", ".huggingface/", "huggingface/stored_tokens", "/etc/shadow",
         "/etc/passwd", ".bash_history", ".zsh_history", ".gnupg", ".pgpass", ".npmrc", ".pypirc", "/proc/self/environ", "google/chrome", "login data", "cookies.sqlite", "key4.db", "logins.json",
         "wallet.dat", ".electrum", ".ethereum", "metamask", ".config/gcloud", "credentials.db", "application_default_credentials", ".azure/", "service-account", "/var/run/secrets", ".env", "discord/local storage",
         "keychain", "ntuser.dat", "\\sam", ".config/gh/hosts", "wandb/settings", ".kaggle/kaggle.json", ".python_history", "exodus/", "telegram desktop"];

    // Where programs keep what they need for a moment, and where notebooks and training services work.
    private static readonly string[] Scratch =
        ["/tmp/", "/var/tmp/", "/dev/null", "/dev/shm/", "/dev/stdout", "/dev/stderr", "/content/", "/kaggle/", "/workspace/", "/data/", "/mnt/", "/opt/ml/", "/scratch/", "/repository/", "/app/", "/output/", "/outputs/",
         "/results/", "/root/.cache/", "/gpfs/", "/lustre/", "/nfs/", "/raid/", "/ssd/", "/media/", "/datasets/", "/project/", "/home/", "/users/", "c:\\temp", "d:", "e:"];

    private static readonly string[] Code = [".py", ".pyc", ".so", ".sh", ".bash", ".exe", ".dll", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".service", ".desktop", ".plist", ".dylib", ".elf", ".bin.sh"];

    public static bool IsStartUp(string path) => Contains(path, StartUp) && !path.EndsWith("model.pth", StringComparison.OrdinalIgnoreCase) && !IsCheckpoint(path);

    // ".pth" is what torch calls its checkpoints; only among installed packages does Python read one.
    private static bool IsCheckpoint(string path) => path.EndsWith(".pth", StringComparison.OrdinalIgnoreCase)
        && !path.Contains("site-packages", StringComparison.OrdinalIgnoreCase) && !path.Contains("dist-packages", StringComparison.OrdinalIgnoreCase);

    public static bool IsSecret(string path) => Contains(path, Secrets) && !path.EndsWith(".env.example", StringComparison.OrdinalIgnoreCase)
        && (path.Contains('/', StringComparison.Ordinal) || path.Contains('\\', StringComparison.Ordinal) || path.Contains("id_rsa", StringComparison.Ordinal) || path.Contains("wallet.dat", StringComparison.Ordinal));

    public static bool IsAbsolute(string path) => path.StartsWith('/') || path.StartsWith('~') || path.StartsWith("\\\\", StringComparison.Ordinal)
        || (path.Length > 2 && path[1] == ':' && char.IsAsciiLetter(path[0]) && path[2] is '\\' or '/');

    public static bool Climbs(string path) => path.Replace('\\', '/').Split('/').Count(p => p == "..") >= 3;

    public static bool IsScratch(string path) => Scratch.Any(s => path.StartsWith(s, StringComparison.OrdinalIgnoreCase)) || path.StartsWith("/tmp", StringComparison.Ordinal);

    public static bool IsCode(string path) => Code.Any(c => path.EndsWith(c, StringComparison.OrdinalIgnoreCase));

    private static bool Contains(string path, string[] words)
    {
        var normal = path.Replace("\\", "/", StringComparison.Ordinal);
        return words.Any(w => normal.Contains(w, StringComparison.OrdinalIgnoreCase) || path.Contains(w, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The text of a value that stands for a path: a text, or pathlib's object made of one.</summary>
    public static string? TextOf(PythonValue value)
    {
        for (var depth = 0; depth < 8; depth++)
        {
            if (value.IsText) return value.Text;
            if (value.Kind != PythonValueKind.Path) return null;
            if (value.Text.EndsWith("Path.home()", StringComparison.Ordinal)) return "~";
            if (value.Items.Count == 0 || !(value.Text.StartsWith("pathlib.", StringComparison.Ordinal) || value.Text.StartsWith("os.path.", StringComparison.Ordinal) || value.Text == "builtins.open()")) return null;
            value = value.Items[0];
        }
        return null;
    }
}
