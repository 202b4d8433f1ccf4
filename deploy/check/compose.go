package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
)

// composeFaults loads each compose file of a folder as docker compose does: its schema, its variables, and that what it names is
// there, networks and volumes by compose itself, files by us.
func composeFaults(ctx context.Context, folder string) (services int, found []string, err error) {
	files, err := filepath.Glob(filepath.Join(folder, "compose*.yaml"))
	if err != nil {
		return 0, nil, err
	}
	if len(files) == 0 {
		return 0, nil, errors.New("there is no compose file")
	}
	for _, file := range files {
		project, err := loader.LoadWithContext(ctx, types.ConfigDetails{
			WorkingDir: folder, ConfigFiles: []types.ConfigFile{{Filename: file}}, Environment: types.Mapping{},
		}, func(o *loader.Options) { o.SetProjectName("trivium", true) })
		if err != nil {
			found = append(found, fmt.Sprintf("%s: %v", file, err))
			continue
		}
		for name, service := range project.Services {
			services++
			for _, volume := range service.Volumes {
				if volume.Type != types.VolumeTypeBind {
					continue
				}
				if _, err := os.Stat(volume.Source); err != nil {
					found = append(found, fmt.Sprintf("%s: the service %s: %v", file, name, err))
				}
			}
		}
	}
	return services, found, nil
}
