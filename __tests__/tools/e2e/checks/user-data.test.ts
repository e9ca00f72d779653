import { fileNamed, readUserData } from "../../../../tools/e2e/checks/user-data";

const encoded = (text: string): string => Buffer.from(text).toString("base64");
const config = {
  write_files: [{ path: "/opt/x/nginx.conf", content: "user nginx;" }],
  runcmd: [["/bin/bash", "/opt/x/install.sh"]],
};

test("reads the files and the commands of a cloud-config in JSON", () => {
  const read = readUserData(encoded(`#cloud-config\n${JSON.stringify(config)}`));
  expect(read).toEqual(config);
  expect(fileNamed(read, "/nginx.conf").content).toBe("user nginx;");
});

test("refuses another kind of user data, and one without files or commands", () => {
  expect(() => readUserData(encoded("#!/bin/bash\n"))).toThrow(
    'the user data begins with "#!/bin/bash", not #cloud-config',
  );
  expect(() => readUserData(encoded("#cloud-config\n{}"))).toThrow("the user data has no write_files, or no runcmd");
});

test("refuses a file that is missing or repeated", () => {
  expect(() => fileNamed(config, "/index.html")).toThrow("the user data has 0 files named /index.html");
});
